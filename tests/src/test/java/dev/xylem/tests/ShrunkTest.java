package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.Xenstore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import proguard.Configuration;
import proguard.ConfigurationParser;
import proguard.ProGuard;

/**
 * Programs for both targets, shrunk to a closed world: one jar with what can be reached, and no class of anything that the application
 * does not declare. The shrunk programs run.
 */
class ShrunkTest {
    private static final String SOURCE = """
            package example;
            @dev.xylem.Synthesize(App.Memory.class)
            public interface App {
                @dev.xylem.Part abstract class Memory {
                    private final java.util.function.LongConsumer driver;
                    protected Memory(java.util.function.LongConsumer driver) { this.driver = driver; }
                    @dev.xylem.Input("memory/target") abstract long target();
                    @dev.xylem.Derived @dev.xylem.Publish("data/goal") static long goal(long target) { return target / 2; }
                    @dev.xylem.Effect void resize(long goal) { driver.accept(goal); }
                }
                final class Main {
                    public static void main(String[] args) throws Exception {
                        var driven = new java.util.concurrent.LinkedBlockingQueue<Long>();
                        try (XylemApp app = XylemApp.builder()
                                .longConsumer(driven::add)
                                .initial(tx -> tx.memory().target(84))
                                .start()) {
                            System.out.println(driven.take());
                            app.commit(tx -> tx.memory().target(100));
                            System.out.println(driven.take() + " " + app.explain("memory.goal").contains("target"));
                        }
                    }
                }
            }
            """;

    /** The classes of the JDK, which ProGuard looks at and does not take. */
    private static Path base;

    @TempDir
    Path directory;

    private Store store;
    private Exporter.Service service;

    @BeforeAll
    static void collectBase(@TempDir Path place) throws IOException {
        base = place.resolve("base.jar");
        Path module = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(base));
                Stream<Path> files = Files.walk(module)) {
            zip.setLevel(0);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry("java/" + module.relativize(file).toString()));
                Files.copy(file, (OutputStream) zip);
            }
        }
    }

    @BeforeEach
    void startStore() throws IOException {
        store = Store.builder(new XenAccess()).build();
        service = new Xenstore().open(store, directory.resolve("socket").toString());
    }

    @AfterEach
    void stopStore() throws IOException {
        service.close();
        store.close();
    }

    @Test
    void aShrunkProgramForXen() throws Exception {
        Path jar = shrunk("xen");
        Set<String> classes = classes(jar);
        assertTrue(classes.contains("dev.xylem.xenstore.root.XenbusUpstream"), classes::toString);
        assertTrue(classes.contains("dev.xylem.store.XenAccess"), classes::toString);
        assertEquals(
                List.of(),
                in(
                        classes,
                        "dev.xylem.unix.",
                        "dev.xylem.ninep.",
                        "dev.xylem.processor.",
                        "dev.xylem.store.UnixAccess",
                        "dev.xylem.xenstore.Xenstore",
                        "dev.xylem.xenstore.Socket",
                        "dev.xylem.xenstore.server.",
                        "dev.xylem.xenstore.domain.",
                        "dev.xylem.xenstore.ring.",
                        "dev.xylem.xenstore.client.RingTransport",
                        "dev.xylem.xenstore.control.",
                        "dev.xylem.xenstore.device."));
        assertEquals(List.of("42", "50 true"), run(jar));
    }

    @Test
    void aShrunkProgramForUnix() throws Exception {
        Path jar = shrunk("unix");
        Set<String> classes = classes(jar);
        assertTrue(classes.contains("dev.xylem.store.UnixAccess"), classes::toString);
        assertEquals(
                List.of(),
                in(
                        classes,
                        "dev.xylem.xenstore.",
                        "dev.xylem.ninep.",
                        "dev.xylem.unix.",
                        "dev.xylem.processor.",
                        "dev.xylem.store.XenAccess"));
        assertEquals(List.of("42", "50 true"), run(jar));
    }

    private Path shrunk(String target) throws Exception {
        Path made = Files.createDirectory(directory.resolve("classes"));
        Synthesis.compile(made, target, SOURCE);
        Path jar = directory.resolve("program.jar");
        List<String> options = new ArrayList<>(List.of("-injars", made.toString()));
        for (String place : System.getProperty("java.class.path").split(":")) {
            if (place.contains("xylem-") || place.contains("/runtime/")) {
                options.addAll(List.of("-injars", place + "(**.class,!module-info.class,!META-INF/**)"));
            }
        }
        options.addAll(List.of("-outjars", jar.toString()));
        options.addAll(List.of("-libraryjars", base.toString()));
        options.addAll(List.of("-dontobfuscate", "-dontoptimize", "-dontnote", "-dontwarn"));
        options.add("-keep class example.App$Main { public static void main(java.lang.String[]); }");
        // The JDK calls it by its name.
        options.add("-keepclassmembers enum * { public static **[] values(); }");
        Configuration configuration = new Configuration();
        try (ConfigurationParser parser = new ConfigurationParser(
                String.join("\n", options), "options", directory.toFile(), System.getProperties())) {
            parser.parse(configuration);
        }
        new ProGuard(configuration).execute();
        return jar;
    }

    private static Set<String> classes(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> in(Set<String> classes, String... prefixes) {
        return classes.stream()
                .filter(name -> Arrays.stream(prefixes).anyMatch(name::startsWith))
                .toList();
    }

    /** What the program prints, alone in a virtual machine. */
    private List<String> run(Path jar) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        jar.toString(),
                        "example.App$Main")
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("XENSTORED_PATH", service.address()));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }
}
