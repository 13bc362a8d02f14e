package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles applications while a test runs, with all of ours on the class path. */
final class Synthesis {
    private Synthesis() {}

    /**
     * Compiles {@code example.App} into a directory.
     *
     * @return the name of its program
     */
    static String compile(Path into, String target, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-d",
                into.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--release",
                "17",
                "-processor",
                "dev.xylem.processor.XylemProcessor",
                "-Axylem.target=" + target);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertTrue(
                    compiler.getTask(messages, files, null, options, null, List.of(new Source(source)))
                            .call(),
                    messages::toString);
        }
        return "example.XylemApp";
    }

    /** A source in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///example/App.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
