package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies in the jars that are released. */
class JarIT {
    /** Java 17. */
    private static final int CLASS_FILE_LEVEL = 61;

    /** What the jar of the core may weigh for now, so that it does not grow: its budget of 120 KB is missed. */
    private static final long CORE_BYTES = 388 * 1024;

    @ParameterizedTest
    @CsvSource({
        "runtime/core, xylem-core, dev/xylem/",
        "runtime/unix, xylem-unix, dev/xylem/unix/",
        "runtime/xenstore, xylem-xenstore, dev/xylem/xenstore/",
        "processor/compiler, xylem-processor, dev/xylem/processor/"
    })
    void classesAreForJava17AndInTheirOwnPackages(String module, String artifact, String prefix) throws IOException {
        try (JarFile jar = new JarFile(Repository.jar(module, artifact).toFile())) {
            List<JarEntry> entries = Collections.list(jar.entries());
            assertTrue(
                    entries.stream().anyMatch(entry -> entry.getName().endsWith(".class")), "no class in " + artifact);
            assertAll(entries.stream().filter(entry -> !entry.isDirectory()).map(entry -> () -> {
                String name = entry.getName();
                assertTrue(
                        name.startsWith(prefix) || name.startsWith("META-INF/") || name.equals("module-info.class"),
                        () -> name + " has no business in " + artifact);
                if (name.endsWith(".class")) {
                    assertEquals(CLASS_FILE_LEVEL, level(jar, entry), name);
                }
            }));
        }
    }

    @ParameterizedTest
    @CsvSource({"runtime/core, xylem-core", "runtime/unix, xylem-unix", "runtime/xenstore, xylem-xenstore"})
    void runtimeJarsAreModules(String module, String artifact) throws IOException {
        try (JarFile jar = new JarFile(Repository.jar(module, artifact).toFile())) {
            assertTrue(jar.getEntry("module-info.class") != null, artifact + " has no module-info");
        }
    }

    @Test
    void theCoreStaysBelowItsCeiling() throws IOException {
        Path core = Repository.jar("runtime/core", "xylem-core");
        long size = Files.size(core);
        assertTrue(
                size <= CORE_BYTES, () -> core.getFileName() + " has " + size + " bytes, the ceiling is " + CORE_BYTES);
    }

    private static int level(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.skipNBytes(6);
            return in.readUnsignedShort();
        }
    }
}
