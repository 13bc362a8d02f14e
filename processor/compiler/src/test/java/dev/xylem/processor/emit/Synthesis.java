package dev.xylem.processor.emit;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.xylem.processor.XylemProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;

/** Sources compiled by javac with the real processor, without a warning, and loaded. */
final class Synthesis {
    private final Compilation compilation;

    private Synthesis(Compilation compilation) {
        this.compilation = compilation;
    }

    /** Compiles sources given by the names of their classes; fails the test on any warning. */
    static Synthesis of(Map<String, String> sources) {
        List<JavaFileObject> files = sources.entrySet().stream()
                .map(source -> JavaFileObjects.forSourceString(source.getKey(), source.getValue()))
                .toList();
        return of(files);
    }

    /** The same with files in a given order. */
    static Synthesis of(List<JavaFileObject> files) {
        Compilation compilation = javac().withProcessors(new XylemProcessor())
                .withOptions("-Xlint:all", "-Werror", "-Xmaxerrs", "20")
                .compile(files);
        assertEquals(Compilation.Status.SUCCESS, compilation.status(), () -> compilation.diagnostics() + "");
        return new Synthesis(compilation);
    }

    /** The generated sources by path. */
    Map<String, String> generated() {
        Map<String, String> sources = new TreeMap<>();
        for (JavaFileObject file : compilation.generatedSourceFiles()) {
            sources.put(file.getName(), text(file));
        }
        return sources;
    }

    private static String text(JavaFileObject file) {
        try {
            return file.getCharContent(false).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class files by the binary names of their classes. */
    Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new HashMap<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                String path = file.getName().replaceFirst("^/CLASS_OUTPUT/", "");
                try (var in = file.openInputStream()) {
                    classes.put(
                            path.substring(0, path.length() - ".class".length()).replace('/', '.'), in.readAllBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return classes;
    }

    /** An instance of a class, which has a public constructor without parameters. */
    <T> T create(String name, Class<T> type) {
        try {
            Object instance = loader().loadClass(name).getConstructor().newInstance();
            return type.cast(instance);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A new loader for the compiled classes. */
    ClassLoader loader() {
        Map<String, byte[]> classes = classes();
        return new ClassLoader(Synthesis.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }
}
