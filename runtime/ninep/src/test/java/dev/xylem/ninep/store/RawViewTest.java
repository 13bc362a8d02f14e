package dev.xylem.ninep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Problem;
import dev.xylem.ninep.server.Talk;
import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store as files: layout, writes, permissions. */
class RawViewTest {
    /** Refuses the value "bad" anywhere. */
    private static final Cycle PICKY = proposal -> {
        for (int i = 0; i < proposal.size(); i++) {
            Node node = proposal.node(proposal.path(i));
            if (node != null && new String(node.value(), StandardCharsets.UTF_8).startsWith("bad")) {
                throw new RefusedException(
                        List.of(new Problem(proposal.path(i).toString(), "\"bad\"", "must be good")));
            }
        }
        proposal.accept();
    };

    private final Mount mount = new Mount(PICKY, Remote.READS);
    private Talk talk = mount.owner();

    @AfterEach
    void everythingIsFreed() {
        talk.close();
        assertEquals(0, mount.server.counters().fids());
        assertEquals(0, mount.server.counters().faults());
        assertEquals(List.of(), mount.store.check());
        mount.close();
    }

    private static void assertErrno(Errno expected, Talk.Reply reply) {
        assertEquals(expected.number(), reply.errno());
    }

    private void as(long user, Dialect dialect) {
        talk.close();
        talk = mount.user(user, dialect);
    }

    @ParameterizedTest
    @EnumSource
    void aNodeIsADirectoryAndItsValueIsAFile(Dialect dialect) {
        as(Mount.OWNER, dialect);
        mount.write("/a/b", "hello");
        assertEquals(List.of("refused", "store", "transaction"), talk.ls(0, ""));
        assertEquals(List.of(".value", "a", "local", "sys", "tool"), talk.ls(0, "store"));
        assertEquals(List.of(".value", "b"), talk.ls(0, "store/a"));
        assertEquals(List.of(".value"), talk.ls(0, "store/a/b"));
        assertEquals("hello", talk.cat(0, "store/a/b/.value"));
        assertEquals("", talk.cat(0, "store/a/.value"));
        assertEquals(Long.toString(mount.commits()), talk.cat(0, "store/sys/commit/.value"));
    }

    @ParameterizedTest
    @EnumSource
    void aWholeWriteIsOneCommitAndItsRefusalIsItsReply(Dialect dialect) {
        as(Mount.OWNER, dialect);
        mount.write("/x", "1");
        long before = mount.commits();
        assertEquals(
                2,
                talk.echo(0, "store/x/.value", "5\n").to(Message.WRITE).input().u32());
        assertEquals("5\n", mount.value("/x"));
        assertEquals(before + 1, mount.commits());
        Talk.Reply refused = talk.echo(0, "store/x/.value", "bad");
        if (dialect == Dialect.PLAIN) {
            assertEquals("/x = \"bad\": must be good", refused.error());
        } else {
            assertErrno(Errno.EINVAL, refused);
        }
        assertEquals("5\n", mount.value("/x"));
        assertEquals(before + 1, mount.commits());
        assertEquals("1 store/x/.value: /x = \"bad\": must be good\n", talk.cat(0, "refused"));
    }

    @Test
    void truncatingAloneIsNoCommit() {
        mount.write("/x", "1");
        long before = mount.commits();
        talk.reach(0, 1, "store/x/.value");
        talk.ask(
                        Message.SETATTR,
                        out -> out.u32(1)
                                .u32(0x68)
                                .u32(0)
                                .u32(0)
                                .u32(0)
                                .u64(0)
                                .u64(0)
                                .u64(0)
                                .u64(0)
                                .u64(0))
                .to(Message.SETATTR);
        talk.ask(Message.LOPEN, out -> out.u32(1).u32(01001)).to(Message.LOPEN);
        talk.ask(Message.FSYNC, out -> out.u32(1).u32(0)).to(Message.FSYNC);
        talk.clunk(1).to(Message.CLUNK);
        assertEquals("1", mount.value("/x"));
        assertEquals(before, mount.commits());
        talk.reach(0, 2, "store/x/.value");
        assertErrno(
                Errno.EINVAL,
                talk.ask(
                        Message.SETATTR,
                        out -> out.u32(2)
                                .u32(8)
                                .u32(0)
                                .u32(0)
                                .u32(0)
                                .u64(7)
                                .u64(0)
                                .u64(0)
                                .u64(0)
                                .u64(0)));
    }

    @Test
    void whatFollowsIsGatheredAndCommittedAtTheEnd() {
        mount.write("/x", "1");
        long before = mount.commits();
        talk.reach(0, 1, "store/x/.value");
        talk.opened(1, 1);
        talk.write(1, 0, "ab").to(Message.WRITE);
        talk.write(1, 2, "cd").to(Message.WRITE);
        talk.write(1, 4, "e").to(Message.WRITE);
        assertEquals("ab", mount.value("/x"));
        talk.ask(Message.FSYNC, out -> out.u32(1).u32(0)).to(Message.FSYNC);
        assertEquals("abcde", mount.value("/x"));
        talk.write(1, 5, "f").to(Message.WRITE);
        talk.clunk(1).to(Message.CLUNK);
        assertEquals("abcdef", mount.value("/x"));
        assertEquals(before + 3, mount.commits());
    }

    @Test
    void aRefusalAtTheEndStaysReadable() {
        mount.write("/x", "1");
        talk.reach(0, 1, "store/x/.value");
        talk.opened(1, 1);
        talk.write(1, 0, "b").to(Message.WRITE);
        talk.write(1, 1, "ad").to(Message.WRITE);
        assertErrno(Errno.EINVAL, talk.clunk(1));
        assertErrno(Errno.EBADF, talk.clunk(1));
        assertEquals("b", mount.value("/x"));
        assertEquals("1 store/x/.value: /x = \"bad\": must be good\n", talk.cat(0, "refused"));
    }

    /** A write as long as writes are to be: more will come. */
    @Test
    void aFullWriteIsNotYetACommit() {
        mount.write("/x", "1");
        String full = "y".repeat(4096);
        talk.reach(0, 1, "store/x/.value");
        Input opened = talk.open(1, 1).to(Message.LOPEN).input();
        opened.qid();
        assertEquals(4096, opened.u32());
        talk.write(1, 0, full).to(Message.WRITE);
        assertEquals("1", mount.value("/x"));
        talk.write(1, 4096, "z").to(Message.WRITE);
        assertEquals("1", mount.value("/x"));
        talk.clunk(1).to(Message.CLUNK);
        assertEquals(full + "z", mount.value("/x"));
        assertEquals(full + "z", talk.cat(0, "store/x/.value"));
    }

    @Test
    void appendingGoesOnFromWhatThereIs() {
        mount.write("/x", "one");
        talk.reach(0, 1, "store/x/.value");
        talk.ask(Message.LOPEN, out -> out.u32(1).u32(02001)).to(Message.LOPEN);
        talk.write(1, 0, "two").to(Message.WRITE);
        talk.write(1, 3, "three").to(Message.WRITE);
        assertEquals("one", mount.value("/x"));
        talk.clunk(1).to(Message.CLUNK);
        assertEquals("onetwothree", mount.value("/x"));
        talk.reach(0, 1, "store/x/.value");
        talk.opened(1, 1);
        assertErrno(Errno.EINVAL, talk.write(1, 12, "hole"));
        talk.write(1, 11, "x".repeat(60_000)).to(Message.WRITE);
        assertErrno(Errno.EFBIG, talk.write(1, 60_011, "x".repeat(10_000)));
        talk.clunk(1);
    }

    @Test
    void whatIsReadIsOfOneMoment() {
        mount.write("/x", "aaaaaaaa");
        talk.reach(0, 1, "store/x/.value");
        talk.opened(1, 0);
        assertEquals("aaaa", Talk.text(talk.read(1, 0, 4)));
        mount.write("/x", "bbbbbbbbbb");
        assertEquals("aaaa", Talk.text(talk.read(1, 4, 100)));
        assertEquals("", Talk.text(talk.read(1, 8, 100)));
        assertEquals("bbbbbbbbbb", Talk.text(talk.read(1, 0, 100)));
    }

    @Test
    void directoriesAreMadeAndRemoved() {
        talk.walk(0, 1, "store");
        talk.ask(Message.MKDIR, out -> out.u32(1).text("new").u32(0755).u32(0)).to(Message.MKDIR);
        assertEquals("", mount.value("/new"));
        assertErrno(
                Errno.EEXIST,
                talk.ask(Message.MKDIR, out -> out.u32(1).text("new").u32(0755).u32(0)));
        for (String name : List.of("a.txt", "a b", "\u00e4", ".value", "x".repeat(255))) {
            boolean legal = name.startsWith("x");
            assertEquals(
                    legal,
                    !talk.ask(Message.MKDIR, out -> out.u32(1).text(name).u32(0).u32(0))
                            .failed(),
                    name);
        }
        mount.write("/new/below", "");
        assertErrno(
                Errno.ENOTEMPTY,
                talk.ask(Message.UNLINKAT, out -> out.u32(1).text("new").u32(0x200)));
        mount.remove("/new/below");
        talk.ask(Message.UNLINKAT, out -> out.u32(1).text("new").u32(0x200)).to(Message.UNLINKAT);
        assertNull(mount.value("/new"));
        assertErrno(
                Errno.ENOENT,
                talk.ask(Message.UNLINKAT, out -> out.u32(1).text("new").u32(0x200)));
        mount.write("/x", "1");
        talk.walk(0, 2, "store", "x");
        assertErrno(
                Errno.EPERM,
                talk.ask(Message.UNLINKAT, out -> out.u32(2).text(".value").u32(0)));
        assertErrno(
                Errno.EPERM,
                talk.ask(
                        Message.LCREATE,
                        out -> out.u32(2).text("file").u32(1).u32(0644).u32(0)));
        assertErrno(
                Errno.EEXIST,
                talk.ask(
                        Message.LCREATE,
                        out -> out.u32(2).text(".value").u32(1).u32(0644).u32(0)));
        assertErrno(Errno.EROFS, talk.echo(0, "store/sys/commit/.value", "7"));
    }

    // What identifies files.

    @Test
    void qidsStayAndNoneComesTwice() {
        mount.write("/a/b", "1");
        Qid first = talk.reach(0, 1, "store/a/b").get(2);
        try (Talk other = mount.owner()) {
            assertEquals(first, other.reach(0, 1, "store/a/b").get(2));
        }
        Qid value = talk.reach(0, 2, "store/a/b/.value").get(3);
        mount.write("/a/b", "2");
        Qid later = talk.reach(0, 3, "store/a/b/.value").get(3);
        assertEquals(value.path(), later.path());
        assertEquals((int) mount.commits(), later.version());
        assertEquals(first, talk.reach(0, 4, "store/a/b").get(2));
        mount.remove("/a/b");
        mount.write("/a/b", "3");
        Qid again = talk.reach(0, 5, "store/a/b").get(2);
        assertNotEquals(first.path(), again.path());
        // Who still has the former one, has nothing.
        assertErrno(Errno.ENOENT, talk.ask(Message.GETATTR, out -> out.u32(1).u64(-1)));
        assertErrno(Errno.ENOENT, talk.open(2, 0));
    }

    @Test
    void everyFileHasItsOwnQid() {
        mount.write("/a/b", "1");
        mount.write("/a/c/d", "1");
        Map<Long, String> seen = new HashMap<>();
        List<String> open = new ArrayList<>(List.of(""));
        int fid = 100;
        while (!open.isEmpty()) {
            String at = open.remove(open.size() - 1);
            talk.reach(0, ++fid, at);
            talk.opened(fid, 0);
            for (Talk.Listed entry : talk.readdir(fid, 0, 60_000)) {
                String path = at.isEmpty() ? entry.name() : at + "/" + entry.name();
                assertNull(seen.put(entry.qid().path(), path), path);
                assertEquals(
                        entry.qid().path(), last(talk.reach(0, ++fid, path)).path(), path);
                assertTrue(entry.cookie() > 0);
                if (entry.qid().directory()) {
                    open.add(path);
                }
            }
        }
        assertTrue(seen.containsValue("store/a/c/d/.value"));
        assertTrue(seen.containsValue("store/sys/nodes/.value"));
    }

    private static Qid last(List<Qid> qids) {
        return qids.get(qids.size() - 1);
    }

    // Who may do what.

    private String mode(String path) {
        talk.reach(0, 77, path);
        Input input = talk.ask(Message.GETATTR, out -> out.u32(77).u64(-1))
                .to(Message.GETATTR)
                .input();
        input.u64();
        input.qid();
        String mode = Integer.toOctalString(input.u32()) + " " + Integer.toUnsignedString(input.u32());
        talk.clunk(77);
        return mode;
    }

    @Test
    void modesShowThePermissions() {
        mount.write("/a", "1");
        String[][] cases = {
            {"n1000", "40700 1000", "100600 1000"},
            {"r1000", "40755 1000", "100644 1000"},
            {"w1000", "40733 1000", "100622 1000"},
            {"b5", "40777 5", "100666 5"},
            {"n4294967294", "40700 4294967294", "100600 4294967294"},
        };
        for (String[] one : cases) {
            mount.permit("/a", one[0], "b7");
            assertEquals(one[1], mode("store/a"));
            assertEquals(one[2], mode("store/a/.value"));
        }
    }

    private Talk.Reply setattr(String path, int valid, int mode, int owner) {
        talk.reach(0, 78, path);
        Talk.Reply reply = talk.ask(
                Message.SETATTR,
                out -> out.u32(78)
                        .u32(valid)
                        .u32(mode)
                        .u32(owner)
                        .u32(owner)
                        .u64(0)
                        .u64(0)
                        .u64(0)
                        .u64(0)
                        .u64(0));
        talk.clunk(78);
        return reply;
    }

    private String permissions(String path) {
        return talk.cat(0, path + "/.acl");
    }

    @Test
    void permissionsAreChangedByModesAndAsTexts() {
        mount.write("/a", "1");
        mount.permit("/a", "n1000", "r7");
        setattr("store/a", 1, 0644, 0).to(Message.SETATTR);
        assertEquals("r1000 r7\n", permissions("store/a"));
        setattr("store/a/.value", 1, 0666, 0).to(Message.SETATTR);
        assertEquals("b1000 r7\n", permissions("store/a"));
        setattr("store/a", 1, 0711, 0).to(Message.SETATTR);
        setattr("store/a", 2, 0, 12).to(Message.SETATTR);
        assertEquals("n12 r7\n", permissions("store/a"));
        setattr("store/a", 6, 0, 13).to(Message.SETATTR);
        assertEquals("n13 r7\n", permissions("store/a"));
        assertErrno(Errno.EPERM, setattr("store/a", 4, 0, 12));
        assertErrno(Errno.EINVAL, setattr("store/a", 1, 0640, 0));
        assertErrno(Errno.EINVAL, setattr("store/a", 1, 0444, 0));
        talk.echo(0, "store/a/.acl", "n13 b5\n").to(Message.WRITE);
        assertEquals("n13 b5\n", permissions("store/a"));
        assertErrno(Errno.EINVAL, talk.echo(0, "store/a/.acl", "nonsense"));
        assertFalse(talk.ls(0, "store/a").contains(".acl"));
    }

    @Test
    void usersSeeAndDoWhatTheStoreAllows() {
        mount.write("/a/open", "1");
        mount.write("/a/closed/below", "2");
        mount.write("/a/dropbox", "3");
        mount.permit("/", "r1000");
        mount.permit("/a", "r1000");
        mount.permit("/a/open", "b1000");
        mount.permit("/a/dropbox", "w1000");
        as(7, Dialect.LINUX);
        assertEquals(List.of(".value", "closed", "dropbox", "open"), talk.ls(0, "store/a"));
        assertEquals("1", talk.cat(0, "store/a/open/.value"));
        talk.echo(0, "store/a/open/.value", "9").to(Message.WRITE);
        assertEquals("9", mount.value("/a/open"));
        talk.reach(0, 1, "store");
        assertErrno(Errno.EACCES, talk.walk(1, 2, "local"));
        talk.reach(0, 3, "store/a");
        assertErrno(Errno.EACCES, talk.walk(3, 4, "closed"));
        assertErrno(Errno.ENOENT, talk.walk(3, 4, "missing"));
        // Inside what cannot be read, what is there and what is not look the same.
        talk.reach(0, 5, "store/a/dropbox");
        assertErrno(Errno.EACCES, talk.open(5, 0));
        assertErrno(Errno.EACCES, talk.walk(5, 6, "missing"));
        talk.reach(0, 7, "store/a/dropbox/.value");
        assertErrno(Errno.EACCES, talk.open(7, 0));
        talk.opened(7, 1);
        talk.write(7, 0, "posted").to(Message.WRITE);
        assertEquals("posted", mount.value("/a/dropbox"));
        assertErrno(Errno.EACCES, setattr("store/a/open", 1, 0644, 0));
        assertErrno(
                Errno.EACCES,
                talk.ask(Message.MKDIR, out -> out.u32(3).text("mine").u32(0).u32(0)));
        talk.reach(0, 8, "store/a/open");
        talk.ask(Message.MKDIR, out -> out.u32(8).text("mine").u32(0).u32(0)).to(Message.MKDIR);
        assertEquals("40777 7", mode("store/a/open/mine"));
    }

    @Test
    void privilegedUsersAttachAsOthersAndNobodyElseDoes() {
        mount.write("/a", "1");
        talk.login(1, 7, "").to(Message.ATTACH);
        talk.reach(1, 2, "store");
        assertErrno(Errno.EACCES, talk.walk(2, 6, "a"));
        talk.login(3, (int) Mount.OWNER, "").to(Message.ATTACH);
        talk.login(4, Message.NOUSER, "").to(Message.ATTACH);
        talk.walk(4, 5, "store", "a").to(Message.WALK);
        as(7, Dialect.LINUX);
        assertErrno(Errno.EPERM, talk.login(1, 0, ""));
        talk.login(1, 7, "").to(Message.ATTACH);
    }

    @Test
    void attachingBelowTheRootStaysThere() {
        mount.write("/a/b", "1");
        Qid a = talk.attach(1, "/store/a/");
        assertEquals("1", talk.cat(1, "b/.value"));
        assertEquals(List.of(a, a), talk.reach(1, 2, "../.."));
        assertEquals(a, talk.reach(1, 3, "b/..").get(1));
        assertErrno(Errno.ENOENT, talk.login(4, -1, "store/missing"));
        assertErrno(Errno.ENOTDIR, talk.login(4, -1, "store/a/.value"));
        assertErrno(Errno.ENOENT, talk.login(4, -1, "store/../../etc"));
    }

    @Test
    void theNetworkReadsOnlyUnlessTheApplicationSaysMore() {
        mount.write("/a", "1");
        mount.permit("/", "r1000");
        mount.permit("/a", "b1000");
        talk.close();
        talk = new Talk(mount.server, Peer.REMOTE);
        talk.version(Dialect.LINUX).attach(0, "");
        assertEquals("1", talk.cat(0, "store/a/.value"));
        assertEquals("40555 1000", mode("store/a"));
        assertEquals("100444 1000", mode("store/a/.value"));
        talk.reach(0, 1, "store/a/.value");
        assertErrno(Errno.EROFS, talk.open(1, 1));
        talk.reach(0, 2, "transaction");
        assertErrno(Errno.EROFS, talk.open(2, 1));
        talk.reach(0, 3, "store/a");
        assertErrno(
                Errno.EROFS,
                talk.ask(Message.MKDIR, out -> out.u32(3).text("x").u32(0).u32(0)));
        assertErrno(Errno.EROFS, setattr("store/a", 1, 0600, 0));
        // The name that it gives itself does not matter.
        talk.login(4, 0, "").to(Message.ATTACH);
        talk.reach(4, 5, "store/a/.value");
        assertErrno(Errno.EROFS, talk.open(5, 1));
        try (Mount trusting = new Mount(Cycle.NONE, new Remote(Mount.OWNER, true));
                Talk other = new Talk(trusting.server, Peer.REMOTE)) {
            trusting.write("/a", "1");
            other.version(Dialect.LINUX).attach(0, "");
            other.echo(0, "store/a/.value", "2").to(Message.WRITE);
            assertEquals("2", trusting.value("/a"));
        }
    }
}
