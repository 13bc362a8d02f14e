package dev.xylem.processor.emit;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.xylem.processor.XylemProcessor;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of another package, and parts that come as class files. */
class ForeignPartsTest {
    private static final String PART = """
            package parts;

            import dev.xylem.*;

            /** A part of somebody else. */
            @Part
            public abstract class Sum {
                private final Runnable told;

                protected Sum(Runnable told) { this.told = told; }

                @Input("a") abstract int a();
                @Input("b") abstract int b();
                /** Both. */
                @Derived static int sum(int a, int b) { return a + b; }
                @Effect void tell(int sum) { told.run(); }
            }
            """;
    private static final String APP = """
            package app;

            @dev.xylem.Synthesize(parts.Sum.class)
            public interface App {}
            """;
    private static final String MAIN = """
            package app;

            public final class Main implements java.util.concurrent.Callable<String> {
                public Main() {}

                @Override
                public String call() {
                    int[] told = new int[1];
                    try (XylemApp app = XylemApp.builder()
                            .runnable(() -> told[0]++)
                            .effects(dev.xylem.graph.Effects.direct())
                            .initial(tx -> tx.sum().a(1).b(2))
                            .start()) {
                        app.commit(tx -> tx.sum().a(5));
                        return app.sum().sum() + " " + told[0] + " " + app.explain("sum.sum");
                    }
                }
            }
            """;

    private static void check(Callable<?> main) throws Exception {
        String said = (String) main.call();
        assertTrue(said.startsWith("7 2 sum.sum = 7"), said);
        assertTrue(said.contains("Both."), said);
        assertTrue(said.contains("Sum.sum(a, b)"), said);
    }

    @Test
    @DisplayName("A part of another package is reached through its companion")
    void anotherPackage() throws Exception {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("parts.Sum", PART);
        sources.put("app.App", APP);
        sources.put("app.Main", MAIN);
        check(Synthesis.of(sources).create("app.Main", Callable.class));
    }

    @Test
    @DisplayName("A part that comes as a class file keeps its names and its documentation")
    void classFiles(@TempDir Path library) throws Exception {
        write(compile(List.of(), Map.of("parts.Sum", PART)), library);
        Path output = Files.createDirectory(library.resolve("app-classes"));
        write(compile(List.of(library), Map.of("app.App", APP, "app.Main", MAIN)), output);
        URL[] urls = {library.toUri().toURL(), output.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, ForeignPartsTest.class.getClassLoader())) {
            check((Callable<?>) loader.loadClass("app.Main").getConstructor().newInstance());
        }
    }

    @Test
    @DisplayName("An accessor called inside its part names the parameter to add")
    void untracked() throws ReflectiveOperationException {
        Synthesis synthesis = Synthesis.of(Map.of("parts.Sum", PART));
        Class<?> companion = synthesis.loader().loadClass("parts.Sum_Xylem");
        Object part = companion.getConstructor(Runnable.class).newInstance((Runnable) () -> {});
        var accessor = companion.getDeclaredMethod("a");
        accessor.setAccessible(true);
        var thrown = assertThrows(java.lang.reflect.InvocationTargetException.class, () -> accessor.invoke(part));
        assertEquals(IllegalStateException.class, thrown.getCause().getClass());
        assertTrue(thrown.getCause().getMessage().contains("\"int a\""), thrown.getCause()::getMessage);
    }

    private static Compilation compile(List<Path> classPath, Map<String, String> sources) {
        List<File> path = new ArrayList<>(classPath.stream().map(Path::toFile).toList());
        path.addAll(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(File::exists)
                .toList());
        Compilation compilation = javac().withProcessors(new XylemProcessor())
                .withClasspath(path)
                .withOptions("-Xlint:all,-path", "-Werror")
                .compile(sources.entrySet().stream()
                        .map(source -> JavaFileObjects.forSourceString(source.getKey(), source.getValue()))
                        .toList());
        assertEquals(
                Compilation.Status.SUCCESS,
                compilation.status(),
                () -> compilation.diagnostics().stream().map(Object::toString).collect(Collectors.joining("\n")));
        return compilation;
    }

    private static void write(Compilation compilation, Path directory) throws IOException {
        for (var file : compilation.generatedFiles()) {
            if (file.getName().endsWith(".class")) {
                Path target = directory.resolve(file.getName().replaceFirst("^/CLASS_OUTPUT/", ""));
                Files.createDirectories(target.getParent());
                try (var in = file.openInputStream()) {
                    Files.write(target, in.readAllBytes());
                }
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertTrue(files.anyMatch(f -> f.toString().endsWith(".class")));
        }
    }
}
