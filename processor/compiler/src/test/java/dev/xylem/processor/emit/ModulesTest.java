package dev.xylem.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.processor.XylemProcessor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications in modules: generated code names only what the module reads, and makes no warning in what it exports. */
class ModulesTest {
    private static final Map<String, String> SOURCES = Map.of(
            "module-info.java",
            "module app { requires transitive dev.xylem.core; exports app; }",
            "app/Balloon.java",
            """
            package app;
            import dev.xylem.*;
            @Part public abstract class Balloon {
                protected Balloon() {}
                @Input("memory/target") abstract long target();
                @Derived static long goal(long target) { return target; }
                @Effect void resize(Change<Long> goal) {}
            }
            """,
            "app/Guest.java",
            """
            package app;
            @dev.xylem.Synthesize(Balloon.class) public interface Guest {}
            """);

    @Test
    void namesOnlyWhatTheModuleReads(@TempDir Path directory) throws IOException {
        // The module java.compiler, which declares @Generated, is there but not read.
        assertEquals("", compile(directory, List.of("-Xlint:all", "-Werror", "--add-modules", "java.compiler")));
    }

    private static String compile(Path directory, List<String> options) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            Path file = directory.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        List<Path> modules = new ArrayList<>();
        String real = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : real.split(File.pathSeparator)) {
            if (entry.contains("core") || entry.contains("jspecify")) {
                modules.add(Path.of(entry));
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            manager.setLocationFromPaths(
                    StandardLocation.CLASS_OUTPUT, List.of(Files.createDirectory(directory.resolve("out"))));
            manager.setLocationFromPaths(StandardLocation.MODULE_PATH, modules);
            JavaCompiler.CompilationTask task = compiler.getTask(
                    messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files));
            task.setProcessors(List.of(new XylemProcessor()));
            task.call();
        }
        return messages.toString();
    }
}
