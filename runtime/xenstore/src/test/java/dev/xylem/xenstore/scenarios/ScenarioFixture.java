package dev.xylem.xenstore.scenarios;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.domain.Hypervisor.State;
import dev.xylem.xenstore.ring.RingGuest;
import dev.xylem.xenstore.ring.SimulatedMachine;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A machine, a toolstack, and an application that sees every commit in a cycle of its own (G1 to G5). */
abstract class ScenarioFixture {
    static final String OK = "OK|";

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    /** The cycles so far: what each commit changed. */
    final List<List<String>> cycles = new ArrayList<>();

    /** Called in each cycle: what an application would derive. */
    private Cycle derived = proposal -> {};

    final SimulatedMachine machine = new SimulatedMachine(
            builder -> builder.cycle(this::cycle).clock(() -> now).timer(this::after));
    private final List<Conversation> clients = new ArrayList<>();
    final Conversation toolstack = client();

    /** What is to happen when the clock shows a time. */
    private record Task(long due, Runnable run) {}

    private void after(long nanos, Runnable task) {
        tasks.add(new Task(now + nanos, task));
    }

    /** Lets time pass, in nanoseconds; it does not by itself. */
    final void pass(long nanos) {
        now += nanos;
        for (Task task : List.copyOf(tasks)) {
            if (task.due <= now) {
                tasks.remove(task);
                task.run.run();
            }
        }
    }

    private void cycle(Proposal proposal) throws RefusedException {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < proposal.size(); i++) {
            changed.add(proposal.path(i).toString());
        }
        cycles.add(changed);
        derived.run(proposal);
        proposal.accept();
    }

    final void derive(Cycle values) {
        derived = values;
    }

    /** A value in a cycle; empty when there is none. */
    static String value(Proposal proposal, String path) {
        Node node = proposal.node(Path.of(path));
        return node == null ? "" : new String(node.value(), StandardCharsets.ISO_8859_1);
    }

    /** The last lines of the log. */
    final List<String> log() {
        return Arrays.stream(toolstack.text(DIRECTORY, "/sys/log/lines|").split("\\|"))
                .filter(number -> !number.isEmpty())
                .map(number -> toolstack.text(READ, "/sys/log/lines/" + number + "|"))
                .toList();
    }

    /** A further client of domain 0. */
    final Conversation client() {
        Conversation client =
                Conversation.with(machine.server(), machine.store().access().owner(), Conversation.OUTPUT);
        clients.add(client);
        return client;
    }

    /** Builds a domain with a home, introduces it; its guest. */
    final RingGuest start(int domain) {
        try {
            return machine.start(domain);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    final void set(int domain, State state) {
        machine.hypervisor().set(domain, state);
        machine.run();
    }

    final long commits() {
        return machine.store().snapshot().number();
    }

    final int nodes(int domain) {
        return machine.store().nodes(machine.store().access().principal(domain));
    }

    static void ok(Conversation client, MessageType type, String payload) {
        assertEquals(OK, client.text(type, payload), type + " " + payload);
    }

    static void ok(Conversation client, MessageType type, int transaction, String payload) {
        assertEquals(OK, client.text(type, transaction, payload), type + " " + payload + " in " + transaction);
    }

    static void ok(RingGuest guest, MessageType type, String payload) {
        assertEquals(OK, guest.text(type, payload), type + " " + payload);
    }

    static void ok(RingGuest guest, MessageType type, int transaction, String payload) {
        assertEquals(OK, guest.text(type, transaction, payload), type + " " + payload + " in " + transaction);
    }

    static int begin(Conversation client) {
        return Integer.parseInt(client.text(TRANSACTION_START, "|").replace("|", ""));
    }

    /** A directory with its owner and who may read it, and values below, in a transaction. */
    static void directory(Conversation client, int transaction, String path, String permissions, String... values) {
        ok(client, MKDIR, transaction, path + "|");
        ok(client, SET_PERMS, transaction, path + "|" + permissions);
        for (String value : values) {
            ok(client, WRITE, transaction, path + "/" + value);
        }
    }

    @AfterEach
    void afterEachScenario() {
        assertEquals(commits(), cycles.size(), "G1: cycles = commits");
        assertEquals(OK, toolstack.text(CONTROL, "check|"), "G5: recounted = stored");
        assertEquals(0, machine.server().counters().failures());
        clients.forEach(Conversation::close);
        assertEquals(0, machine.store().watches(machine.store().access().principal(0)), "G5: back to the baseline");
        assertTrue(machine.store().transactions(machine.store().access().principal(0)) == 0);
        machine.close();
    }
}
