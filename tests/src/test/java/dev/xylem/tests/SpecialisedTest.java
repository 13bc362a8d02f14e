package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program contains what its application names, and no class of anything else, though it is there to be used. */
class SpecialisedTest {
    private static final List<String> PROTOCOLS = List.of("dev.xylem.xenstore.Xenstore", "dev.xylem.ninep.NineP");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.xylem");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dev.xylem.xenstore.Xenstore",
                "dev.xylem.ninep.NineP",
                "dev.xylem.xenstore.Xenstore, dev.xylem.ninep.NineP"
            })
    void aProgramContainsTheProtocolsThatItExports(String exported) throws Exception {
        List<String> named = Arrays.asList(exported.split(", "));
        Set<String> reached = reached(program(named));
        for (String protocol : PROTOCOLS) {
            String prefix = protocol.substring(0, protocol.lastIndexOf('.') + 1);
            List<String> classes =
                    reached.stream().filter(name -> name.startsWith(prefix)).toList();
            if (named.contains(protocol)) {
                assertTrue(classes.contains(protocol), protocol);
                // What lies below the export comes with it: the walk goes all the way.
                assertTrue(classes.size() > 10, classes::toString);
            } else {
                assertEquals(List.of(), classes);
            }
        }
    }

    /** Compiles an application that exports these, with all of ours on the class path. */
    private String program(List<String> named) throws URISyntaxException {
        String export = named.get(0).isEmpty()
                ? ""
                : "@dev.xylem.Export({"
                        + String.join(
                                ", ",
                                named.stream().map(name -> name + ".class").toList()) + "})";
        String source = "package example; @dev.xylem.Synthesize " + export + " public interface App {}";
        StringWriter messages = new StringWriter();
        CompilationTask task = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "-d",
                                directory.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-processor",
                                "dev.xylem.processor.XylemProcessor"),
                        null,
                        List.of(
                                new SimpleJavaFileObject(
                                        new URI("string:///example/App.java"), SimpleJavaFileObject.Kind.SOURCE) {
                                    @Override
                                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                                        return source;
                                    }
                                }));
        assertTrue(task.call(), messages::toString);
        return "example.XylemApp";
    }

    /** Every class of ours that a class leads to. */
    private Set<String> reached(String start) {
        JavaClasses made = new ClassFileImporter().importPath(directory);
        Set<String> seen = new TreeSet<>();
        ArrayDeque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String name = next.remove();
            JavaClasses place = made.contain(name) ? made : OURS;
            if (place.contain(name) && seen.add(name)) {
                for (Dependency dependency : place.get(name).getDirectDependenciesFromSelf()) {
                    next.add(dependency.getTargetClass().getBaseComponentType().getName());
                }
            }
        }
        return seen;
    }
}
