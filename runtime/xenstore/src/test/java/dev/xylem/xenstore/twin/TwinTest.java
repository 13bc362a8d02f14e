package dev.xylem.xenstore.twin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.check.Budget;
import dev.xylem.check.Property;
import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import dev.xylem.xenstore.twin.Steps.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories on our server and on a real one: sockets, domains on rings, transactions, watches, permissions, what is malformed,
 * domains that come and go. Each difference in replies, events and the tree in the end is one that a row of "Choices where
 * daemons differ" in {@code docs/reference/xenstore.md} has, or the test fails with the shortest history that shows it.
 */
class TwinTest {
    @TempDir
    Path directory;

    private @Nullable Side own;
    private @Nullable Side other;
    private int started;
    private boolean domainsAnew = true;
    private long compared;
    private final Map<String, Integer> met = new TreeMap<>();

    @ParameterizedTest
    @EnumSource(Peer.class)
    void everyDifferenceHasARow(Peer peer) {
        Peers.require(peer);
        Property<Step> property = new Property<>(
                "the same on " + peer.name().toLowerCase(java.util.Locale.ROOT),
                random -> Steps.generate(random, peer),
                steps -> differs(peer, steps));
        long histories = property.holds(Budget.part(5));
        System.out.printf(
                "%s: %,d histories, %,d steps compared, rows met: %s%n", property.name(), histories, compared, met);
        assertTrue(compared > 0);
    }

    private @Nullable String differs(Peer peer, List<Step> steps) {
        try {
            Side ours = own;
            Side theirs = other;
            if (ours == null || theirs == null) {
                ours = Side.own(Files.createDirectory(directory.resolve("own" + ++started)));
                own = ours;
                theirs = Side.real(peer, Files.createDirectory(directory.resolve("real" + started)));
                other = theirs;
                domainsAnew = true;
            }
            ours.reset(domainsAnew);
            theirs.reset(domainsAnew);
            domainsAnew = Steps.changesTargets(steps);
            History history = new History(ours, theirs, peer, met);
            String outcome = History.outcome(history, steps);
            compared += history.compared();
            return outcome;
        } catch (IOException | IllegalStateException broken) {
            String printed = other == null ? "" : other.output();
            close();
            return broken + "; " + peer + " printed " + printed;
        }
    }

    @AfterEach
    void close() {
        try {
            for (Side side : new @Nullable Side[] {own, other}) {
                if (side != null) {
                    side.close();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            own = null;
            other = null;
        }
    }
}
