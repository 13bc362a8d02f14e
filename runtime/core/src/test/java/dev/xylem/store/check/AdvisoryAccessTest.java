package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.xylem.store.Access;
import dev.xylem.store.Acl;
import dev.xylem.store.Caller;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.store.WatchSink;
import dev.xylem.store.XenAccess;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelChange;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Security advisories on who may do and see what, and on malformed paths. */
class AdvisoryAccessTest {
    private final TestStore store = new TestStore(ModelQuotas.NONE);
    private final Client toolstack = store.client(ModelCaller.toolstack());

    /** XSA-353: the root is a node like any other, for every request and every kind of caller. */
    @Test
    void xsa353TheRootIsProtected() {
        List<ModelCaller> callers = List.of(
                ModelCaller.guest(1),
                ModelCaller.guest(2),
                new ModelCaller(3, false, 1, false),
                ModelCaller.toolstack());
        for (String acl : List.of("n0", "r0", "w0", "b0", "n1", "r1,b2", "n0,w1", "n0,b3")) {
            for (ModelCaller caller : callers) {
                for (Op.Kind kind : Op.Kind.values()) {
                    assertEquals("OK", toolstack.apply(Op.setPerms("/", acl)));
                    ModelTree tree = store.tree();
                    Op request = new Op(kind, "/", kind == Op.Kind.SET_PERMS ? "n2" : "");
                    String expected = tree.apply(request, caller, ModelQuotas.NONE, new ArrayList<ModelChange>());
                    Client client = store.client(caller);
                    assertEquals(expected, client.apply(request), caller + " " + request + " with " + acl);
                    assertEquals(tree, store.tree());
                    client.close();
                }
            }
        }
    }

    /** XSA-352: nobody but the privileged gives nodes away. */
    @Test
    void xsa352OwnersAreNotChangedByGuests() {
        assertEquals("OK", toolstack.apply(Op.mkdir("/a")));
        assertEquals("OK", toolstack.apply(Op.setPerms("/a", "n5,b6")));
        Client owner = store.client(ModelCaller.guest(5));
        Client other = store.client(ModelCaller.guest(6));
        assertEquals("!EPERM", owner.apply(Op.setPerms("/a", "n0")));
        assertEquals("!EPERM", owner.apply(Op.setPerms("/a", "b6,b5")));
        assertEquals("!EACCES", other.apply(Op.setPerms("/a", "n6")));
        assertEquals("OK", owner.begin(1));
        assertEquals("!EPERM", owner.apply(1, Op.setPerms("/a", "n0")));
        assertEquals("OK", owner.end(1, true));
        assertEquals(1, store.owned(5));
        assertEquals(0, store.owned(6));
        assertEquals("OK", owner.apply(Op.setPerms("/a", "r5")));
    }

    /** XSA-115: events tell nothing of nodes that can be read neither themselves nor through their directory. */
    @Test
    void xsa115EventsOfUnreadableNodesAreNotDelivered() {
        Client guest = store.client(ModelCaller.guest(5));
        guest.watch(new ModelWatch("/", "", "t", -1));
        guest.watch(new ModelWatch("/vm/secret", "", "t", -1));
        guest.takeEvents();
        assertEquals("OK", toolstack.apply(Op.write("/vm/secret", "x")));
        assertEquals("OK", toolstack.apply(Op.write("/vm/secret/below", "x")));
        assertEquals("OK", toolstack.apply(Op.rm("/vm/secret/below")));
        assertEquals("OK", toolstack.apply(Op.setPerms("/vm/secret", "n0,r6")));
        assertEquals("OK", toolstack.apply(Op.rm("/vm")));
        assertEquals(Set.of(), guest.takeEvents());
    }

    /** XSA-115: both states count for permissions, but only committed ones. */
    @Test
    void xsa115AGrantRevokedInTheSameTransactionIsInvisible() {
        Client guest = store.client(ModelCaller.guest(5));
        assertEquals("OK", toolstack.apply(Op.write("/secret", "x")));
        guest.watch(new ModelWatch("/", "", "t", -1));
        guest.takeEvents();
        assertEquals("OK", toolstack.begin(1));
        assertEquals("OK", toolstack.apply(1, Op.setPerms("/secret", "r0")));
        assertEquals("OK", toolstack.apply(1, Op.setPerms("/secret", "n0")));
        assertEquals("OK", toolstack.end(1, true));
        assertEquals(Set.of(), guest.takeEvents());
        assertEquals("OK", toolstack.apply(Op.setPerms("/secret", "r0")));
        assertEquals(Set.of("/secret t"), guest.takeEvents());
        assertEquals("OK", toolstack.apply(Op.setPerms("/secret", "n0")));
        assertEquals(Set.of("/secret t"), guest.takeEvents());
    }

    /** XSA-322 and XSA-417: a new domain with an old number has none of the old one's rights, known yet or not. */
    @Test
    void xsa322RightsOfADeadDomainAreNotInherited() throws StoreException {
        XenAccess access = new XenAccess();
        try (Store xen = Store.builder(access).build();
                Session dom0 = xen.session(Caller.of(access.principal(0)), WatchSink.NONE)) {
            Path owned = Path.of("/owned");
            Path shared = Path.of("/shared");
            dom0.write(owned, Client.bytes("x"));
            dom0.setPermissions(owned, acl(access, "n7"));
            dom0.write(shared, Client.bytes("x"));
            dom0.setPermissions(shared, acl(access, "n0,b7"));
            try (Session first = xen.session(access.domain(7), WatchSink.NONE)) {
                Assertions.assertArrayEquals(Client.bytes("x"), first.read(shared));
            }
            access.died(7);
            access.created(7);
            Session second = xen.session(access.domain(7), WatchSink.NONE);
            List<String> events = new ArrayList<>();
            Session watcher = xen.session(access.domain(7), (path, token) -> events.add(path));
            watcher.watch(shared, "/shared", Client.bytes("t"), -1);
            events.clear();
            Transaction inside = second.begin();
            for (Path path : List.of(owned, shared)) {
                denied(() -> second.read(path));
                denied(() -> second.write(path, Client.bytes("y")));
                denied(() -> second.permissions(path));
                denied(() -> inside.read(path));
                denied(() -> inside.remove(path));
            }
            dom0.write(shared, Client.bytes("z"));
            assertEquals(List.of(), events);
        }
    }

    private static Acl acl(Access access, String entries) throws StoreException {
        return Acl.parse(List.of(entries.split(",")), access);
    }

    private interface Request {
        void run() throws StoreException;
    }

    private static void denied(Request request) {
        assertEquals(
                Errno.EACCES,
                Assertions.assertThrows(StoreException.class, request::run).errno());
    }

    /** XSA-481 (P-1 to P-5): every malformed path is EINVAL for every request. */
    @Test
    void xsa481MalformedPathsAreInvalid() {
        List<String> malformed = new ArrayList<>(List.of(
                "",
                "//",
                "/a/",
                "/a//b",
                "a/",
                "/local/domain/",
                "/local/domain/5/",
                "/\0",
                "/a\0b",
                "/\u0080",
                "/\u00ff",
                "/a b",
                "/a:b",
                "/a.b",
                "/%",
                "@",
                "/\ud83d\ude00",
                "/" + "a".repeat(3072),
                "a".repeat(2049)));
        for (String path : malformed) {
            for (Op.Kind kind : Op.Kind.values()) {
                Op request = new Op(kind, path, kind == Op.Kind.SET_PERMS ? "n0" : "");
                assertEquals("!EINVAL", toolstack.apply(request), request.toString());
            }
        }
        String home = "/local/domain/5/x";
        for (int length = 1; length <= home.length(); length++) {
            String prefix = home.substring(0, length);
            String expected = length > 1 && prefix.endsWith("/") ? "!EINVAL" : length == 1 ? "=" : "!ENOENT";
            String reply = toolstack.apply(Op.read(prefix));
            assertEquals(expected.equals("!EINVAL"), reply.equals("!EINVAL"), prefix + " is answered " + reply);
        }
    }

    /** P-4: special nodes are only watched, and shown and changed in their permissions. */
    @Test
    void specialNodesAreNoOrdinaryOnes() {
        for (Op.Kind kind : List.of(Op.Kind.READ, Op.Kind.DIRECTORY, Op.Kind.WRITE, Op.Kind.MKDIR, Op.Kind.RM)) {
            assertEquals("!EINVAL", toolstack.apply(new Op(kind, "@introduceDomain", "")));
        }
        assertEquals("OK", toolstack.watch(new ModelWatch("@introduceDomain", "", "t", -1)));
        assertEquals(Set.of("@introduceDomain t"), toolstack.takeEvents());
    }

    /** XSA-323 (P-3): what can be created at the limit can be read, listed and removed. */
    @Test
    void xsa323PathsAtTheLimit() {
        for (int domain : new int[] {1, 10, 32751}) {
            String home = "/local/domain/" + domain + "/";
            String longest = home + "a".repeat(3072);
            assertEquals("OK", toolstack.apply(Op.write(longest, "x")));
            assertEquals("=x", toolstack.apply(Op.read(longest)));
            assertEquals(
                    "[" + "a".repeat(3072) + "]", toolstack.apply(Op.directory(home.substring(0, home.length() - 1))));
            assertEquals("!EINVAL", toolstack.apply(Op.write(longest + "a", "x")));
            assertEquals("OK", toolstack.apply(Op.rm(longest)));
        }
    }

    /** XSA-484 (T-10): a reset at any moment; what was open is gone. */
    @Test
    void xsa484ResetInsideATransaction() throws StoreException {
        Session session = toolstack.session();
        Transaction open = session.begin();
        open.write(Path.of("/a"), Client.bytes("x"));
        session.reset();
        assertEquals(Errno.ENOENT, errno(() -> open.read(Path.of("/a"))));
        assertEquals(Errno.ENOENT, errno(open::commit));
        open.abort();
        session.reset();
        assertFalse(store.tree().nodes().containsKey("/a"));
        assertEquals("OK", toolstack.apply(Op.write("/a", "y")));
    }

    private static Errno errno(Request request) {
        return Assertions.assertThrows(StoreException.class, request::run).errno();
    }
}
