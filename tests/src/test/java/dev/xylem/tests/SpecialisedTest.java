package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program contains what its application names, and no class of anything else, though it is there to be used. */
class SpecialisedTest {
    private static final List<String> PROTOCOLS = List.of("dev.xylem.xenstore.Xenstore", "dev.xylem.ninep.NineP");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.xylem");

    /** A part whose dependency the application does not make, so that there is no {@code main} with its launcher. */
    private static final String GUEST = """
            package example;
            @dev.xylem.Synthesize(App.Memory.class)
            public interface App {
                @dev.xylem.Part abstract class Memory {
                    private final Runnable driver;
                    protected Memory(Runnable driver) { this.driver = driver; }
                    @dev.xylem.Input("memory/target") abstract long target();
                    @dev.xylem.Derived @dev.xylem.Publish("data/goal") static long goal(long target) { return target; }
                    @dev.xylem.Effect void resize(long goal) { driver.run(); }
                }
            }
            """;

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
        Set<String> reached = reached(program("unix", exporting(named)));
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

    /** What a closed world keeps of a program for Xen: the client's side of the protocol, and the root that it makes. */
    @Test
    void aProgramForXenContainsNothingOfAServer() throws Exception {
        Set<String> reached = reached(program("xen", GUEST));
        assertTrue(reached.contains("dev.xylem.xenstore.root.XenbusUpstream"), reached::toString);
        assertTrue(reached.contains("dev.xylem.store.XenAccess"), reached::toString);
        assertEquals(
                List.of(),
                in(
                        reached,
                        "dev.xylem.unix.",
                        "dev.xylem.ninep.",
                        "dev.xylem.store.UnixAccess",
                        "dev.xylem.xenstore.Xenstore",
                        "dev.xylem.xenstore.server.",
                        "dev.xylem.xenstore.domain.",
                        "dev.xylem.xenstore.ring.",
                        "dev.xylem.xenstore.name.",
                        "dev.xylem.xenstore.control.",
                        "dev.xylem.xenstore.device."));
    }

    @Test
    void aProgramForUnixContainsNothingOfXen() throws Exception {
        Set<String> reached = reached(program("unix", GUEST));
        assertTrue(reached.contains("dev.xylem.store.UnixAccess"), reached::toString);
        assertEquals(
                List.of(),
                in(reached, "dev.xylem.xenstore.", "dev.xylem.ninep.", "dev.xylem.unix.", "dev.xylem.store.XenAccess"));
    }

    /** A part that is listed comes with what it is made of, and nothing beside it. */
    @Test
    void aReadyPartIsThereIfItIsListed() throws Exception {
        Set<String> reached = reached(
                program(
                        "xen",
                        "package example; @dev.xylem.Synthesize(dev.xylem.xenstore.control.Shutdown.class) public interface App {}"));
        assertTrue(reached.contains("dev.xylem.xenstore.control.Shutdown_Xylem"), reached::toString);
        assertEquals(List.of(), in(reached, "dev.xylem.xenstore.device.", "dev.xylem.xenstore.server."));
    }

    /** So does what resolves names. */
    @Test
    void namesAreThereIfSomeAreDeclared() throws Exception {
        Set<String> reached = reached(program("xen", """
                package example;
                @dev.xylem.Synthesize(App.Client.class)
                public interface App {
                    @dev.xylem.Part abstract class Client {
                        @dev.xylem.Input("/conduit/db/5432")
                        abstract java.util.Optional<dev.xylem.xenstore.name.Endpoint> db();
                    }
                }
                """));
        assertTrue(reached.contains("dev.xylem.xenstore.root.ConduitNaming"), reached::toString);
        assertEquals(List.of(), in(reached, "dev.xylem.xenstore.server.", "dev.xylem.unix.socket."));
    }

    private static List<String> in(Set<String> reached, String... prefixes) {
        return reached.stream()
                .filter(name -> Arrays.stream(prefixes).anyMatch(name::startsWith))
                .toList();
    }

    private static String exporting(List<String> named) {
        String export = named.get(0).isEmpty()
                ? ""
                : "@dev.xylem.Export({"
                        + String.join(
                                ", ",
                                named.stream().map(name -> name + ".class").toList()) + "})";
        return "package example; @dev.xylem.Synthesize " + export + " public interface App {}";
    }

    private String program(String target, String source) throws IOException {
        return Synthesis.compile(directory, target, source);
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
