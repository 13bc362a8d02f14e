package dev.xylem.xenstore.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of "Choices where daemons differ" in {@code docs/reference/xenstore.md}, one by one: what each server does. The real
 * ones are those of Xen 4.17.
 */
class RowsTest {
    @TempDir
    static Path directory;

    /** After these a daemon is not as before, whatever is done to its state. */
    private static final Set<String> SPOILING = Set.of("D-36", "D-37", "D-38");

    /** How long the kernel's buffers last is nothing to rely on; this version has no SET_QUOTA. */
    private static final Set<String> NOT_SHOWN = Set.of("D-14", "D-20");

    private static int started;
    private static final List<Side> SIDES = new ArrayList<>();

    static Stream<Case> rows() {
        return Stream.concat(ReplyCases.all(), StateCases.all());
    }

    private static List<Side> sides() throws IOException {
        if (SIDES.isEmpty()) {
            for (Peer peer : Peer.values()) {
                SIDES.add(Side.real(peer, Files.createDirectory(directory.resolve(peer.name() + ++started))));
            }
            SIDES.add(Side.own(Files.createDirectory(directory.resolve("own" + started))));
            for (Side side : SIDES) {
                side.reset(true);
            }
        }
        return SIDES;
    }

    @AfterAll
    static void close() throws IOException {
        for (Side side : SIDES) {
            side.close();
        }
        SIDES.clear();
    }

    /** Each row is shown here, and each that histories are explained with is documented. */
    @Test
    void everyRowIsThere() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/reference/xenstore.md"))) {
            root = root.getParent();
        }
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(root.resolve("docs/reference/xenstore.md"))) {
            if (line.startsWith("| D-")) {
                documented.add(line.substring(2, line.indexOf(' ', 2)));
            }
        }
        Set<String> shown = new TreeSet<>(NOT_SHOWN);
        rows().forEach(row -> shown.add(row.row()));
        assertEquals(documented, shown);
        Rows.ALL.forEach(row -> assertTrue(documented.contains(row.id()), row.id()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shows(Case row) throws IOException {
        for (Peer peer : Peer.values()) {
            Peers.require(peer);
        }
        List<String> got = new ArrayList<>();
        for (Side side : sides()) {
            side.reset(true);
            got.add(row.scenario().on(side));
        }
        if (SPOILING.contains(row.row())) {
            close();
        }
        assertEquals(List.of(row.c(), row.ox(), row.here()), got, "xenstored, oxenstored, ours");
    }
}
