package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the sources of applications for a target, while a test runs. */
final class Synthesis {
    static final String UNIX = "unix";
    static final String XEN = "xen";

    private Synthesis() {}

    /** The sources of a sample, except for some files. */
    static List<Path> sample(String name, String... without) throws IOException {
        Path sources = Path.of(System.getProperty("xylem.root"), "samples", name, "src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            !List.of(without).contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Compiles into a directory.
     *
     * @return what the compiler said
     */
    static String compile(Path into, String target, List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = new ArrayList<>(List.of("-d", into.toString()));
        options.addAll(List.of("-cp", System.getProperty("java.class.path")));
        options.addAll(List.of("--release", "17"));
        options.addAll(List.of("-processor", "dev.xylem.processor.XylemProcessor", "-Axylem.target=" + target));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertTrue(
                    compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call(),
                    messages::toString);
        }
        return messages.toString();
    }

    /** The classes of a directory, beside those of the tests; to be closed. */
    static URLClassLoader load(Path classes) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Synthesis.class.getClassLoader());
    }
}
