package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.Problem;
import dev.xylem.store.Access;
import dev.xylem.store.Caller;
import dev.xylem.store.Cycle;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.UnixAccess;
import dev.xylem.store.XenAccess;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an application and its rules refuse, and what fails. */
class RefusalTest {
    /** An application that refuses "banana", fails at "bug", and can be held up. */
    private static final class Application implements Cycle {
        final List<Runnable> waiting = new ArrayList<>();
        boolean ready = true;

        @Override
        public void run(Proposal proposal) throws RefusedException {
            for (int i = 0; i < proposal.size(); i++) {
                var node = proposal.node(proposal.path(i));
                String value = node == null ? "" : new String(node.value(), java.nio.charset.StandardCharsets.US_ASCII);
                if (value.equals("banana")) {
                    throw new RefusedException(
                            List.of(new Problem(proposal.path(i).toString(), value, "a number")));
                }
                if (value.equals("bug")) {
                    throw new IllegalStateException("a bug in the application");
                }
            }
            proposal.accept();
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public void whenReady(Runnable once) {
            waiting.add(once);
        }
    }

    private final Application application = new Application();

    /** Rule 4: EINVAL, and store and transaction are gone as a whole. */
    @Test
    void refusedCommitIsEinval() {
        try (Store store = Store.builder(new XenAccess()).cycle(application).build();
                Conversation talk = Conversation.with(store)) {
            assertEquals("OK|", talk.text(WRITE, "/a|5"));
            assertEquals("EINVAL", talk.text(WRITE, "/a|banana"));
            assertEquals("5", talk.text(READ, "/a|"));
            talk.text(TRANSACTION_START, "|");
            assertEquals("OK|", talk.text(WRITE, 1, "/b|1"));
            assertEquals("OK|", talk.text(WRITE, 1, "/a|banana"));
            assertEquals("EINVAL", talk.text(TRANSACTION_END, 1, "T|"));
            assertEquals("ENOENT", talk.text(READ, "/b|"));
            assertEquals("ENOENT", talk.text(TRANSACTION_END, 1, "T|"));
        }
    }

    @Test
    void failingApplicationIsAnErrorForOneClient() {
        try (Store store = Store.builder(new XenAccess()).cycle(application).build();
                Conversation talk = Conversation.with(store)) {
            assertEquals("EIO", talk.text(WRITE, "/a|bug"));
            assertEquals("OK|", talk.text(WRITE, "/a|5"));
        }
    }

    /** The backlog is full: the server takes nothing more, keeps what it has, and goes on when it may. */
    @Test
    void backlogPauses() {
        try (Store store = Store.builder(new XenAccess()).cycle(application).build();
                Conversation talk = Conversation.with(store)) {
            talk.text(WATCH, "/a|t|");
            talk.events();
            application.ready = false;
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 10; i++) {
                all.writeBytes(Conversation.message(WRITE.number(), i, 0, Conversation.octets("/a|" + i)));
            }
            assertEquals(List.of(), talk.send(all.toByteArray()));
            assertEquals(Client.Progress.PAUSE, talk.progress);
            assertEquals(List.of(), talk.advance());
            assertEquals(1, application.waiting.size(), "asked once, however often it was woken");
            assertEquals(0, talk.wakes());
            application.ready = true;
            application.waiting.remove(0).run();
            assertEquals(1, talk.wakes());
            assertEquals(20, talk.advance().size(), "ten replies, ten events");
            assertEquals(Client.Progress.RECEIVE, talk.progress);
            application.ready = false;
            talk.send(Conversation.message(READ.number(), 1, 0, Conversation.octets("/a|")));
            assertEquals(Client.Progress.PAUSE, talk.progress);
            assertEquals(1, application.waiting.size());
        }
    }

    /** Whatever a handler throws is EIO for that client; it is counted, and the client goes on. */
    @Test
    void unforeseenFailureIsEio() {
        XenAccess xen = new XenAccess();
        Access broken = new Access() {
            @Override
            public Caller owner() {
                return xen.owner();
            }

            @Override
            public Caller peer(long user) {
                return xen.peer(user);
            }

            @Override
            public boolean privileged(Caller caller) {
                return xen.privileged(caller);
            }

            @Override
            public Path home(Caller caller) {
                return xen.home(caller);
            }

            @Override
            public Principal principal(int id) {
                return xen.principal(id);
            }

            @Override
            public int parse(String digits) throws StoreException {
                if (digits.equals("13")) {
                    throw new StackOverflowError("as bad as it gets");
                }
                throw new IllegalStateException("a bug in the access rule");
            }

            @Override
            public @Nullable Integer anyone() {
                return null;
            }
        };
        try (Store store = Store.builder(broken).build()) {
            XenstoreServer server = new XenstoreServer(store);
            try (Conversation talk = Conversation.with(server, store.access().owner(), Conversation.OUTPUT)) {
                assertEquals("EIO", talk.text(GET_DOMAIN_PATH, "5|"));
                assertEquals("EIO", talk.text(GET_DOMAIN_PATH, "13|"));
                assertEquals("OK|", talk.text(WRITE, "/a|1"));
                assertEquals(2, server.counters().failures());
                assertEquals(2, server.counters().errors());
            }
        }
    }

    /** With users as principals: others have their own rights, and homes are those of the machine. */
    @Test
    void usersHaveTheirOwnRights() {
        try (Store store = Store.builder(new UnixAccess(1000)).build();
                Conversation owner = Conversation.with(store)) {
            XenstoreServer server = new XenstoreServer(store);
            Access access = store.access();
            try (Conversation stranger =
                            Conversation.with(server, access.peer(Access.UNKNOWN_USER), Conversation.OUTPUT);
                    Conversation other = Conversation.with(server, access.peer(1001), Conversation.OUTPUT)) {
                assertEquals("OK|", owner.text(WRITE, "secret|1"));
                assertEquals("OK|", owner.text(WRITE, "shared|1"));
                assertEquals("OK|", owner.text(SET_PERMS, "shared|n1000|w1001|"));
                assertEquals("EACCES", stranger.text(READ, "secret|"));
                assertEquals("EACCES", stranger.text(WRITE, "shared|2"));
                assertEquals("EACCES", other.text(READ, "shared|"));
                assertEquals("OK|", other.text(WRITE, "shared|2"));
                assertEquals("2", owner.text(READ, "/local/domain/0/shared|"));
                assertEquals("EPERM", errorOf(other, "shared/mine|1", "shared/mine|n1000|"));
            }
        }
    }

    private static String errorOf(Conversation talk, String write, String permissions) {
        assertEquals("OK|", talk.text(WRITE, write));
        return talk.text(SET_PERMS, permissions);
    }
}
