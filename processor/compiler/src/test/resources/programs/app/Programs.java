package app;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.graph.Effects;
import dev.xylem.store.Caller;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.UnixAccess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** What the tests of one program share: a program in memory, its journal and outsiders. */
abstract class Programs {
    static final String HOME = "/local/domain/0";

    final Journal journal = new Journal();
    final Journal remote = new Journal();
    final XylemGuest.Builder builder = XylemGuest.builder()
            .journal(journal)
            .sink(remote::note)
            .effects(Effects.direct())
            .set("sum/x", "1")
            .set("remote/first", "3");

    /** Starts and forgets what happened at the start. */
    XylemGuest start() {
        XylemGuest guest = builder.start();
        journal.taken();
        remote.taken();
        Sum.EVALUATED.clear();
        return guest;
    }

    static Path path(String path) {
        return Path.of(HOME + "/" + path);
    }

    /** The text of a node, or "-". */
    static String text(XylemGuest guest, String path) {
        Node node = guest.store().snapshot().node(path(path));
        return node == null ? "-" : new String(node.value(), StandardCharsets.UTF_8);
    }

    /** A session like that of a socket's client of the same user. */
    static Session outsider(XylemGuest guest) {
        return guest.store().session(new UnixAccess().owner(), (spelled, token) -> {});
    }

    /** A session of somebody who is nobody. */
    static Session stranger(XylemGuest guest) {
        return guest.store().session(Caller.of(new Principal(4_000_000, 0)), (spelled, token) -> {});
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The problems with which a commit is refused. */
    static List<Problem> refused(XylemGuest guest, Consumer<? super XylemGuest.Tx> writes) {
        return assertThrows(CommitRefusedException.class, () -> guest.commit(writes))
                .problems();
    }

    static List<String> paths(List<Problem> problems) {
        return problems.stream().map(Problem::path).toList();
    }

    /** Writes any text at a path inside a commit. */
    static void raw(XylemGuest.Tx tx, String path, String text) {
        try {
            tx.operations().write(path(path), bytes(text));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    static void remove(XylemGuest.Tx tx, String path) {
        try {
            tx.operations().remove(path(path));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }
}
