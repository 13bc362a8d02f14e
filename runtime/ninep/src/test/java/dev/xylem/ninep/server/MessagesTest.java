package dev.xylem.ninep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Output;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.ninep.wire.Stat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every message of every dialect: what it answers when all is well, and the error when something is not. */
class MessagesTest {
    private final Sample sample = new Sample();
    private final NinepServer server = new NinepServer(sample, Limits.DEFAULT);
    private final Talk talk = new Talk(server, Peer.REMOTE);

    @AfterEach
    void everythingIsFreed() {
        talk.close();
        assertEquals(0, server.counters().fids());
        assertEquals(0, server.counters().attachments());
        assertEquals(0, server.counters().waiting());
        assertEquals(0, server.counters().faults());
        assertEquals(0, sample.attached);
    }

    private void begin(Dialect dialect) {
        talk.version(dialect).attach(0, "");
    }

    private static void assertErrno(Errno expected, Talk.Reply reply) {
        assertEquals(expected.number(), reply.errno(), () -> reply.dialect() == Dialect.PLAIN ? reply.error() : "");
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsReadInEveryDialect(Dialect dialect) {
        begin(dialect);
        assertEquals("hello world\n", talk.cat(0, "hello"));
        assertEquals("x", talk.cat(0, "dir/sub/x"));
        assertEquals(1_000_000, talk.cat(0, "big").length());
    }

    @ParameterizedTest
    @EnumSource
    void aDirectoryIsListedWholeInEveryDialect(Dialect dialect) {
        begin(dialect);
        assertEquals(List.of("big", "dir", "f4k", "hello", "many", "wait"), talk.ls(0, ""));
        assertEquals(500, talk.ls(0, "many").size());
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsWrittenMadeAndRemovedInEveryDialect(Dialect dialect) {
        begin(dialect);
        talk.echo(0, "hello", "HELLO").to(Message.WRITE);
        assertEquals("HELLO world\n", talk.cat(0, "hello"));
        talk.reach(0, 1, "dir");
        Message create = dialect == Dialect.LINUX ? Message.LCREATE : Message.CREATE;
        Qid made = talk.ask(create, out -> {
                    out.u32(1).text("new");
                    if (dialect == Dialect.LINUX) {
                        out.u32(0101).u32(0644).u32(0);
                    } else {
                        out.u32(0644).u8(1);
                    }
                    if (dialect == Dialect.UNIX) {
                        out.text("");
                    }
                })
                .to(create)
                .input()
                .qid();
        assertFalse(made.directory());
        assertEquals(3, talk.write(1, 0, "abc").to(Message.WRITE).input().u32());
        assertEquals("abc", talk.cat(0, "dir/new"));
        assertEquals(
                List.of(made),
                talk.reach(0, 2, "dir/new").subList(1, 2).stream()
                        .map(qid -> new Qid(qid.type(), made.version(), qid.path()))
                        .toList());
        talk.ask(Message.REMOVE, out -> out.u32(1)).to(Message.REMOVE);
        assertEquals(1, talk.walk(0, 1, "dir", "new").to(Message.WALK).input().u16());
        assertErrno(Errno.ENOENT, talk.walk(0, 1, "new"));
        assertErrno(Errno.ENOENT, dialect == Dialect.LINUX ? getattr(2) : talk.ask(Message.STAT, out -> out.u32(2)));
    }

    private Talk.Reply getattr(int fid) {
        return talk.ask(Message.GETATTR, out -> out.u32(fid).u64(-1));
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "UNIX"})
    void statTellsWhatAFileIsLike(Dialect dialect) {
        begin(dialect);
        Qid qid = talk.reach(0, 1, "hello").get(0);
        Stat stat = talk.ask(Message.STAT, out -> out.u32(1))
                .to(Message.STAT)
                .input()
                .stat(dialect);
        assertEquals(
                new Stat(
                        0,
                        0,
                        qid,
                        0644,
                        1_700_000_000,
                        1_700_000_000,
                        12,
                        "hello",
                        "1000",
                        "100",
                        "1000",
                        "",
                        dialect == Dialect.UNIX ? 1000 : -1,
                        dialect == Dialect.UNIX ? 100 : -1,
                        dialect == Dialect.UNIX ? 1000 : -1),
                stat);
        Stat root = talk.ask(Message.STAT, out -> out.u32(0)).input().stat(dialect);
        assertEquals(Stat.DIRECTORY | 0755, root.mode());
        assertEquals("/", root.name());
        assertEquals(0, root.length());
    }

    private static Stat untouched(int mode, long length, String name) {
        return new Stat(0xFFFF, -1, new Qid(0xFF, -1, -1), mode, -1, -1, length, name, "", "", "", "", -1, -1, -1);
    }

    private Talk.Reply wstat(int fid, Stat stat, Dialect dialect) {
        return talk.ask(Message.WSTAT, out -> out.u32(fid).stat(stat, dialect));
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "UNIX"})
    void wstatChangesWhatItDoesNotLeave(Dialect dialect) {
        begin(dialect);
        talk.reach(0, 1, "hello");
        wstat(1, untouched(-1, -1, ""), dialect).to(Message.WSTAT);
        wstat(1, untouched(0600, -1, ""), dialect).to(Message.WSTAT);
        wstat(1, untouched(-1, 5, "hello"), dialect).to(Message.WSTAT);
        Stat now = talk.ask(Message.STAT, out -> out.u32(1)).input().stat(dialect);
        assertEquals(0600, now.mode());
        assertEquals(5, now.length());
        assertErrno(Errno.EOPNOTSUPP, wstat(1, untouched(-1, -1, "other"), dialect));
        assertEquals(
                "only mode, owner, group, length, time and name can be changed",
                wstat(1, untouched(Stat.DIRECTORY | 0600, -1, ""), dialect).error());
        Stat foreign =
                new Stat(0xFFFF, -1, new Qid(0xFF, -1, -1), -1, -1, -1, -1, "", "glenda", "", "", "", -1, -1, -1);
        assertEquals(
                "users are numbers here, 'glenda' is none",
                wstat(1, foreign, dialect).error());
    }

    @Test
    void getattrTellsWhatAFileIsLike() {
        begin(Dialect.LINUX);
        Qid qid = talk.reach(0, 1, "hello").get(0);
        Talk.Reply reply = getattr(1).to(Message.GETATTR);
        assertEquals(153, reply.body().length);
        Input input = reply.input();
        assertEquals(0x27FF, input.u64());
        assertEquals(qid, input.qid());
        assertEquals(0100644, input.u32());
        assertEquals(1000, input.u32());
        assertEquals(100, input.u32());
        long[] expected = {
            1,
            0,
            12,
            4096,
            1,
            1_700_000_000,
            123_456_789,
            1_700_000_000,
            123_456_789,
            1_700_000_000,
            123_456_789,
            0,
            0,
            0,
            qid.version()
        };
        for (long number : expected) {
            assertEquals(number, input.u64());
        }
        assertTrue(input.complete());
        getattr(0).to(Message.GETATTR);
    }

    private Talk.Reply setattr(int fid, int valid, int mode, long size) {
        return talk.ask(
                Message.SETATTR,
                out -> out.u32(fid)
                        .u32(valid)
                        .u32(mode)
                        .u32(1)
                        .u32(1)
                        .u64(size)
                        .u64(0)
                        .u64(0)
                        .u64(0)
                        .u64(0));
    }

    @Test
    void setattrChangesWhatIsValid() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "hello");
        setattr(1, 1, 0100600, 99).to(Message.SETATTR);
        setattr(1, 0x68, 0, 0).to(Message.SETATTR);
        setattr(1, 0, 0, 0).to(Message.SETATTR);
        Input input = getattr(1).input();
        input.u64();
        input.qid();
        assertEquals(0100600, input.u32());
        assertEquals("", talk.cat(0, "hello"));
        assertErrno(Errno.EINVAL, setattr(1, 0x1000, 0, 0));
    }

    @Test
    void linuxMakesAndRemovesByDirectoryAndName() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "dir");
        assertTrue(mkdir("made").to(Message.MKDIR).input().qid().directory());
        assertErrno(Errno.EEXIST, mkdir("made"));
        assertErrno(Errno.EISDIR, unlinkat("made", 0));
        assertErrno(Errno.ENOTDIR, unlinkat("inner", 0x200));
        assertErrno(Errno.ENOTEMPTY, unlinkat("sub", 0x200));
        assertErrno(Errno.ENOENT, unlinkat("missing", 0));
        unlinkat("made", 0x200).to(Message.UNLINKAT);
        unlinkat("inner", 0).to(Message.UNLINKAT);
        assertEquals(List.of("sub"), talk.ls(0, "dir"));
        for (String name : List.of("", ".", "..", "a/b")) {
            assertErrno(Errno.EINVAL, mkdir(name));
            assertErrno(Errno.EINVAL, unlinkat(name, 0));
        }
        assertErrno(Errno.ENAMETOOLONG, mkdir("n".repeat(256)));
        mkdir("n".repeat(255)).to(Message.MKDIR);
        talk.reach(0, 2, "hello");
        assertErrno(
                Errno.ENOTDIR,
                talk.ask(Message.MKDIR, out -> out.u32(2).text("d").u32(0).u32(0)));
    }

    private Talk.Reply mkdir(String name) {
        return talk.ask(Message.MKDIR, out -> out.u32(1).text(name).u32(0755).u32(0));
    }

    private Talk.Reply unlinkat(String name, int flags) {
        return talk.ask(Message.UNLINKAT, out -> out.u32(1).text(name).u32(flags));
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "UNIX"})
    void aDirectoryIsMadeByCreate(Dialect dialect) {
        begin(dialect);
        talk.walk(0, 1);
        talk.ask(Message.CREATE, out -> create(out, 1, "made", Stat.DIRECTORY | 0755, 0, dialect))
                .to(Message.CREATE);
        assertEquals(List.of(), talk.ls(0, "made"));
        talk.walk(0, 2);
        assertErrno(
                Errno.EISDIR,
                talk.ask(Message.CREATE, out -> create(out, 2, "other", Stat.DIRECTORY | 0755, 1, dialect)));
        assertEquals(
                "only plain files and directories can be made",
                talk.ask(Message.CREATE, out -> create(out, 2, "link", 0x0200_0000, 0, dialect))
                        .error());
    }

    private static void create(Output out, int fid, String name, int permissions, int mode, Dialect dialect) {
        out.u32(fid).text(name).u32(permissions).u8(mode);
        if (dialect == Dialect.UNIX) {
            out.text("");
        }
    }

    @Test
    void statfsAndFsyncAnswer() {
        begin(Dialect.LINUX);
        Talk.Reply reply = talk.ask(Message.STATFS, out -> out.u32(0)).to(Message.STATFS);
        assertEquals(0x01021997, reply.input().u32());
        assertEquals(60, reply.body().length);
        talk.reach(0, 1, "hello");
        talk.opened(1, 1);
        talk.ask(Message.FSYNC, out -> out.u32(1).u32(0)).to(Message.FSYNC);
    }

    @Test
    void whatSyntheticFilesDoNotHaveIsRefused() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "hello");
        assertErrno(Errno.EINVAL, talk.ask(Message.READLINK, out -> out.u32(1)));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(Message.SYMLINK, out -> out.u32(0).text("l").text("t").u32(0)));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(
                        Message.MKNOD,
                        out -> out.u32(0).text("d").u32(0).u32(1).u32(3).u32(0)));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(Message.RENAME, out -> out.u32(1).u32(0).text("n")));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(
                        Message.RENAMEAT, out -> out.u32(0).text("hello").u32(0).text("n")));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(Message.LINK, out -> out.u32(0).u32(1).text("n")));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(Message.XATTRWALK, out -> out.u32(1).u32(2).text("security.capability")));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(
                        Message.XATTRCREATE,
                        out -> out.u32(1).text("user.x").u64(1).u32(0)));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(
                        Message.LOCK,
                        out -> out.u32(1).u8(0).u32(0).u64(0).u64(0).u32(1).text("c")));
        assertErrno(
                Errno.EOPNOTSUPP,
                talk.ask(
                        Message.GETLOCK,
                        out -> out.u32(1).u8(0).u64(0).u64(0).u32(1).text("c")));
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfOtherDialectsAreRefusedAndTheConnectionGoesOn(Dialect dialect) {
        begin(dialect);
        for (Message message : Message.values()) {
            if (!message.in(dialect)) {
                Talk.Reply reply = talk.ask(message, out -> out.u32(0));
                assertTrue(reply.failed(), () -> message + " in " + dialect);
            }
        }
        assertTrue(talk.ask(Message.WALK, out -> out.u32(0).u32(1).u16(0)).type() == Message.WALK.reply());
    }

    @ParameterizedTest
    @EnumSource
    void authenticationIsRefusedAndAttachingWithATicketToo(Dialect dialect) {
        talk.version(dialect);
        Talk.Reply reply = talk.ask(Message.AUTH, out -> {
            out.u32(5).text("root").text("");
            if (dialect != Dialect.PLAIN) {
                out.u32(0);
            }
        });
        if (dialect == Dialect.LINUX) {
            assertErrno(Errno.ENOENT, reply);
        } else {
            assertEquals("authentication not required", reply.error());
        }
        Talk.Reply ticket = talk.ask(Message.ATTACH, out -> {
            out.u32(1).u32(5).text("root").text("");
            if (dialect != Dialect.PLAIN) {
                out.u32(0);
            }
        });
        assertTrue(ticket.failed());
        assertTrue(talk.login(1, -1, "nowhere").failed());
    }
}
