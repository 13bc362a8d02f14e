package dev.xylem.unix.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.spi.Exporter;
import dev.xylem.spi.OptionException;
import dev.xylem.store.Path;
import dev.xylem.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private static final int UID = 1000;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setAttributeViews("basic", "owner", "posix", "unix")
            .build());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeProgram program = new FakeProgram();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private boolean stopped;

    @BeforeEach
    void temporaryDirectory() throws IOException {
        Files.createDirectory(files.getPath("/tmp"));
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void helpListsTheOptionsOfTheExports() {
        assertEquals(0, run("--help"));
        assertEquals("""
                Usage: guest [options]

                  --help              lists these options
                  --set PATH=VALUE    an initial value; may be repeated, later ones win
                  --init FILE         initial values from a file: PATH=VALUE lines, # comments
                  --fake SOCKET       serves nothing, for tests
                  --fake-size OCTETS  how much of nothing

                Where no address is given, a socket is made below $XDG_RUNTIME_DIR, or below the temporary
                directory: xylem-<uid>/guest.<option>

                Relative paths start at the program's home. SIGTERM and SIGINT end the program.
                """, out());
        assertEquals(List.of(), program.events);
    }

    @Test
    void servesAtTheNamedAddressUntilItIsStoppedAndClosesInReverse() {
        assertEquals(0, run("--fake", "/run/x.sock"));
        assertEquals("guest: serving fake at /run/x.sock\n", out());
        assertEquals("", err());
        assertEquals(List.of("start {}", "open /run/x.sock", "close /run/x.sock", "close"), program.events);
        assertTrue(stopped);
    }

    @Test
    void anOperandMayFollowAnEqualsSign() {
        assertEquals(0, run("--fake=/run/x.sock", "--set=a=b=c"));
        assertEquals("start {/local/domain/0/a=b=c}", program.events.get(0));
    }

    @Test
    void laterSettingsWinAndFilesStandWhereTheyAreNamed() throws IOException {
        file("/guest.init", "memory/target=1\nmemory/limit=2\n");
        assertEquals(0, run("--set", "memory/target=0", "--init", "/guest.init", "--set", "memory/limit=3"));
        assertEquals("start {/local/domain/0/memory/target=1, /local/domain/0/memory/limit=3}", program.events.get(0));
    }

    @Test
    void anInitFileHasCommentsAndItsValuesAreTakenByteForByte() throws IOException {
        file("/guest.init", "# a guest\n\n  # indented\r\n  /x/y = a=b \r\nempty=\nname=caf\u00e9");
        assertEquals(0, run("--init", "/guest.init"));
        assertEquals(
                "start {/x/y= a=b , /local/domain/0/empty=, /local/domain/0/name=caf\u00e9}", program.events.get(0));
    }

    @Test
    void everyProblemOfTheInitialValuesIsNamedAtOnce() throws IOException {
        file("/guest.init", "memory/target\n=5\na//b=1\nx=1\nx=2\n@releaseDomain=1\n");
        assertEquals(1, run("--init", "/guest.init", "--init", "/absent", "--set", "white space=1"));
        List<String> lines = err().lines().toList();
        assertEquals(
                List.of(
                        "guest: /guest.init:1: no '=' in it; write PATH=VALUE, or # before a comment",
                        "guest: /guest.init:2: no path before '='",
                        "guest: /guest.init:5: x has a value already, at /guest.init:4",
                        "guest: --init /absent: there is no such file"),
                lines.subList(0, 4));
        assertTrue(lines.get(4).startsWith("guest: /guest.init:3: "), lines.get(4));
        assertEquals("guest: /guest.init:6: @releaseDomain is not a path that has a value", lines.get(5));
        assertTrue(lines.get(6).startsWith("guest: --set: "), lines.get(6));
        assertEquals(7, lines.size());
        assertEquals(List.of(), program.events, "nothing starts");
    }

    /** Semantics rule 11: what is missing at the start is named all at once. */
    @Test
    void problemsOfTheStartSayWhereTheValueCameFrom() throws IOException {
        file("/guest.init", "\nmemory/target=banana\n");
        program.refusal = List.of(
                new Problem("/local/domain/0/memory/target", "banana", "expected a whole number"),
                new Problem("/local/domain/0/x", "(absent)", "is required"));
        assertEquals(1, run("--init", "/guest.init"));
        assertEquals("""
                guest: /guest.init:2: /local/domain/0/memory/target = banana: expected a whole number
                guest: /local/domain/0/x = (absent): is required
                """, err());
    }

    @Test
    void optionsOfAnExportAreSetBeforeItOpens() {
        assertEquals(0, run("--fake=/run/x.sock", "--fake-size", "5"));
        assertEquals(List.of("size 5", "start {}", "open /run/x.sock", "close /run/x.sock", "close"), program.events);
        program.events.clear();
        assertUsage("--fake-size much: give a number", "--fake-size=much");
        assertUsage("--fake-size needs an operand", "--fake-size");
    }

    @Test
    void anUnknownOptionIsNamedWithWhatWasMeant() {
        assertEquals(2, run("--fke", "/run/x.sock"));
        assertEquals("guest: unknown option --fke: did you mean --fake?\nTry: guest --help\n", err());
        assertEquals(List.of(), program.events);
    }

    @Test
    void anUnknownOptionLikeNoOtherIsAnsweredWithTheList() {
        assertEquals(2, run("--port=8080"));
        assertEquals(
                "guest: unknown option --port: there are --help, --set, --init, --fake, --fake-size\n"
                        + "Try: guest --help\n",
                err());
    }

    @Test
    void brokenCommandLinesAreUsageErrors() {
        assertUsage("--set needs an operand", "--set");
        assertUsage("--set memory: write it as PATH=VALUE", "--set", "memory");
        assertUsage("--set =5: write it as PATH=VALUE", "--set", "=5");
        assertUsage("--fake needs an address", "--fake", "");
        assertUsage("--fake is given twice", "--fake", "a", "--fake", "b");
        assertUsage("unexpected argument serve: everything here is an option", "serve");
    }

    @Test
    void furtherOptionsAreNamedByTheirOwnNameBesideTheAddress() {
        program.unusable = "/run/x.sock";
        assertEquals(1, run("--fake", "/run/x.sock", "--fake-size", "0"));
        assertEquals("""
                guest: --fake: /run/x.sock is in use
                guest: --fake-size: no room for 0: give more
                """, err());
        assertEquals(1, run("--fake", "/run/y.sock", "--fake-size", "0"));
        assertEquals("""
                guest: --fake: /run/x.sock is in use
                guest: --fake-size: no room for 0: give more
                guest: --fake-size: no room for 0: give more
                """, err());
        assertEquals(List.of("size 0", "start {}", "close", "size 0", "start {}", "close"), program.events);
    }

    @Test
    void anAddressThatCannotBeServedStopsTheStartAndClosesTheProgram() {
        program.unusable = "/run/x.sock";
        assertEquals(1, run("--fake", "/run/x.sock"));
        assertEquals("guest: --fake: /run/x.sock is in use\n", err());
        assertEquals(List.of("start {}", "close"), program.events);
    }

    @Test
    void theDefaultAddressLiesBelowTheRuntimeDirectory() throws IOException {
        Files.createDirectories(files.getPath("/run/user/1000"));
        environment.put("XDG_RUNTIME_DIR", "/run/user/1000");
        assertEquals(0, run());
        String directory = "/run/user/1000/xylem-" + uid();
        assertEquals("guest: serving fake at " + directory + "/guest.fake\n", out());
        assertEquals("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]", mode(directory));
    }

    @Test
    void withoutARuntimeDirectoryTheTemporaryOneIsUsed() throws IOException {
        environment.put("XDG_RUNTIME_DIR", "/run/user/absent");
        assertEquals(0, run());
        assertEquals(0, run(), "its own directory is accepted the next time");
        assertTrue(out().startsWith("guest: serving fake at /tmp/xylem-" + uid() + "/guest.fake\n"), out());
    }

    @Test
    void aDirectoryThatOthersMayEnterIsRefused() throws IOException {
        String directory = "/tmp/xylem-" + uid();
        Files.createDirectory(files.getPath(directory));
        Files.setPosixFilePermissions(
                files.getPath(directory), java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwx---"));
        assertEquals(1, run());
        assertEquals(
                "guest: --fake: " + directory + " has mode rwxrwx---, which lets others in: chmod 0700 " + directory
                        + "\n",
                err());
    }

    @Test
    void aLinkInPlaceOfTheDirectoryIsRefused() throws IOException {
        String directory = "/tmp/xylem-" + uid();
        Files.createDirectory(files.getPath("/elsewhere"));
        Files.createSymbolicLink(files.getPath(directory), files.getPath("/elsewhere"));
        assertEquals(1, run());
        assertEquals("guest: --fake: " + directory + " is not a directory: remove it, or name the socket\n", err());
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefused() throws IOException {
        Files.createDirectory(files.getPath("/tmp/xylem-" + UID));
        assertEquals(1, Launcher.run(List.of(), program, host(() -> UID)));
        assertEquals(
                "guest: --fake: /tmp/xylem-1000 belongs to user " + uid()
                        + ", not to 1000: have it removed, or name the socket\n",
                err());
    }

    private void assertUsage(String message, String... args) {
        err.reset();
        assertEquals(2, run(args));
        assertEquals("guest: " + message + "\nTry: guest --help\n", err());
        assertEquals(List.of(), program.events);
    }

    private int run(String... args) {
        return Launcher.run(List.of(args), program, host(this::uid));
    }

    private Host host(Host.Uid uid) {
        return new Host(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment::get,
                files,
                "/tmp",
                uid,
                () -> new Host.Stop() {
                    @Override
                    public void await() {
                        stopped = true;
                    }

                    @Override
                    public void close() {}
                });
    }

    /** Who owns what this process makes in the file system of the test. */
    private int uid() throws IOException {
        return RuntimeDirectory.owner(files.getPath("/tmp"));
    }

    private String mode(String directory) throws IOException {
        return new java.util.TreeSet<>(Files.getPosixFilePermissions(files.getPath(directory))).toString();
    }

    private void file(String path, String text) throws IOException {
        Files.writeString(files.getPath(path), text);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private static final class FakeProgram implements Launcher.Program {
        private final List<String> events = new ArrayList<>();
        private List<Problem> refusal = List.of();
        private String unusable = "";

        @Override
        public String name() {
            return "guest";
        }

        @Override
        public Path home() {
            return Path.of("/local/domain/0");
        }

        @Override
        public List<Exporter> exporters() {
            return List.of(new FakeExporter(events::add, unusable, () -> events.contains("size 0")));
        }

        @Override
        public Launcher.Running start(Map<Path, byte[]> initial) {
            if (!refusal.isEmpty()) {
                throw new CommitRefusedException(refusal);
            }
            Map<String, String> texts = new LinkedHashMap<>();
            initial.forEach((path, value) -> texts.put(path.toString(), new String(value, UTF_8)));
            events.add("start " + texts);
            Store store = null; // the launcher only hands it on
            return Launcher.running(() -> store, () -> events.add("close"));
        }
    }

    private record FakeExporter(Consumer<String> events, String unusable, BooleanSupplier empty) implements Exporter {
        @Override
        public String option() {
            return "fake";
        }

        @Override
        public String operand() {
            return "SOCKET";
        }

        @Override
        public String summary() {
            return "serves nothing, for tests";
        }

        @Override
        public List<Option> options() {
            return List.of(new Option("fake-size", "OCTETS", "how much of nothing", operand -> {
                if (!operand.matches("[0-9]+")) {
                    throw new IllegalArgumentException("give a number");
                }
                events.accept("size " + operand);
            }));
        }

        @Override
        public Service open(Store store, String address) throws IOException {
            OptionException size =
                    empty.getAsBoolean() ? new OptionException("fake-size", "no room for 0: give more") : null;
            if (address.equals(unusable)) {
                IOException inUse = new IOException(address + " is in use");
                if (size != null) {
                    inUse.addSuppressed(size);
                }
                throw inUse;
            }
            if (size != null) {
                throw size;
            }
            events.accept("open " + address);
            return new Service() {
                @Override
                public String address() {
                    return address;
                }

                @Override
                public void close() {
                    events.accept("close " + address);
                }
            };
        }
    }
}
