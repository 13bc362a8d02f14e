package dev.xylem.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A file of {@code src/test/resources/errors}: sources, options, and exactly the diagnostics that they make.
 *
 * <p>Sections begin with {@code === }: {@code === app/Guest.java} is compiled with the processor, {@code === before
 * lib/Base.java} into the class path before that and without it, {@code === option} holds an option of the compiler,
 * {@code === errors} what is expected. {@code -Dgolden.update=true} writes what was found into the last section.
 */
record ErrorCase(
        Path file, List<JavaFileObject> before, List<JavaFileObject> sources, List<String> options, String expected) {
    private static final Path DIRECTORY = Path.of("src/test/resources/errors");
    private static final String MARK = "=== ";

    static List<ErrorCase> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(ErrorCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ErrorCase read(Path file) {
        List<JavaFileObject> before = new ArrayList<>();
        List<JavaFileObject> sources = new ArrayList<>();
        List<String> options = new ArrayList<>();
        String expected = "";
        for (String section : ("\n" + text(file)).split("\n" + MARK)) {
            int end = section.indexOf('\n');
            String title = end < 0 ? section : section.substring(0, end);
            String body = end < 0 ? "" : section.substring(end + 1);
            if (title.startsWith("before ")) {
                before.add(JavaFileObjects.forSourceString(className(title.substring(7)), body));
            } else if (title.equals("errors")) {
                expected = body.stripTrailing();
            } else if (title.startsWith("option ")) {
                options.add(title.substring(7));
            } else if (!title.isBlank()) {
                sources.add(JavaFileObjects.forSourceString(className(title), body));
            }
        }
        return new ErrorCase(file, before, sources, options, expected);
    }

    private static String className(String path) {
        return path.replace(".java", "").replace('/', '.');
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The diagnostics of the processor as {@code file:line: text}, in the order in which they were printed. */
    String found(Path work) {
        List<String> options = new ArrayList<>(List.of("-Xlint:all"));
        options.addAll(this.options);
        Compiler compiler =
                Compiler.javac().withProcessors(new XylemProcessor()).withOptions(options);
        if (!before.isEmpty()) {
            Compilation earlier = Compiler.javac().withOptions("-proc:none").compile(before);
            List<File> path = new ArrayList<>(List.of(store(earlier, work).toFile()));
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                path.add(new File(entry));
            }
            compiler = compiler.withClasspath(path);
        }
        Compilation compilation = compiler.compile(sources);
        List<String> found = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> error : compilation.errors()) {
            String text = error.getMessage(null);
            if (text.startsWith("[Xylem")) {
                JavaFileObject source = error.getSource();
                found.add((source == null
                                ? ""
                                : source.getName().replaceFirst("^/", "") + ":" + error.getLineNumber() + ": ")
                        + text);
            }
        }
        return String.join("\n", found);
    }

    static Path store(Compilation compilation, Path directory) {
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                Path target = directory.resolve(file.getName().replaceFirst("^/?CLASS_OUTPUT/", ""));
                try (InputStream in = file.openInputStream()) {
                    Files.createDirectories(target.getParent());
                    Files.write(target, in.readAllBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return directory;
    }

    /** Writes what was found as what is expected. */
    void update(String found) {
        String text = text(file);
        int mark = text.indexOf("\n" + MARK + "errors");
        String sources =
                mark < 0 ? text.stripTrailing() : text.substring(0, mark).stripTrailing();
        try {
            Files.writeString(file, sources + "\n\n" + MARK + "errors\n" + found + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
