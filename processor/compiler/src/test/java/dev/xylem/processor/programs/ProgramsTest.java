package dev.xylem.processor.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.xylem.processor.XylemProcessor;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles a whole application as a user does, a library of parts first, and runs the tests that lie beside it in
 * {@code src/test/resources/programs}: ordinary test classes that use the generated program.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProgramsTest {
    private static final String[] STRICT = {"-Xlint:all,-processing,-classfile", "-Werror", "--release", "17"};

    private final Path sources = sources();
    private @Nullable URLClassLoader classes;

    private static Path sources() {
        try {
            URL found = Objects.requireNonNull(ProgramsTest.class.getResource("/programs/app/Guest.java"));
            return Path.of(found.toURI()).getParent().getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    void compile(@TempDir Path directory) throws IOException {
        Path library = Files.createDirectory(directory.resolve("lib"));
        Path application = Files.createDirectory(directory.resolve("app"));
        compile(sources.resolve("lib"), library, List.of(), List.of());
        compile(sources, application, List.of(library), List.of(sources.resolve("lib")));
        classes = new URLClassLoader(
                new URL[] {library.toUri().toURL(), application.toUri().toURL()},
                getClass().getClassLoader());
    }

    @AfterAll
    void close() throws IOException {
        if (classes != null) {
            classes.close();
        }
    }

    /** A file gives constants too, and the option wins. */
    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of(STRICT));
        options.add("-Axylem.constants=" + sources().resolve("constants.properties"));
        options.add("-Axylem.set.radio.band=FAST");
        return options;
    }

    private static void compile(Path from, Path to, List<Path> path, List<Path> without) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files;
        try (Stream<Path> found = Files.walk(from)) {
            files = found.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> without.stream().noneMatch(file::startsWith))
                    .sorted()
                    .toList();
        }
        List<Path> classPath = new ArrayList<>(path);
        String real = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : real.split(System.getProperty("path.separator"))) {
            classPath.add(Path.of(entry));
        }
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(to));
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            JavaCompiler.CompilationTask task = compiler.getTask(
                    messages, manager, null, options(), null, manager.getJavaFileObjectsFromPaths(files));
            task.setProcessors(List.of(new XylemProcessor()));
            boolean compiled = task.call();
            assertEquals("", messages.toString());
            assertEquals(true, compiled);
        }
    }

    @TestFactory
    Stream<DynamicContainer> tests() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(sources.resolve("app"))) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> "app." + name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();
        }
        assertFalse(names.isEmpty());
        return names.stream().map(this::testsOf);
    }

    private DynamicContainer testsOf(String name) {
        try {
            Class<?> type = Objects.requireNonNull(classes).loadClass(name);
            List<DynamicTest> tests = Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .map(method -> DynamicTest.dynamicTest(shown(method), () -> run(type, method)))
                    .sorted((one, other) -> one.getDisplayName().compareTo(other.getDisplayName()))
                    .toList();
            return DynamicContainer.dynamicContainer(name, tests);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String shown(Method method) {
        DisplayName name = method.getAnnotation(DisplayName.class);
        return name == null ? method.getName() : name.value();
    }

    private static void run(Class<?> type, Method method) throws Throwable {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }
}
