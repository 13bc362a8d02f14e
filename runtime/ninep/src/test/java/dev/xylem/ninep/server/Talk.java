package dev.xylem.ninep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Output;
import dev.xylem.ninep.wire.Qid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A connection to a server in memory: octets in, replies out. */
public final class Talk implements AutoCloseable {
    private final ByteBuffer output = buffer(256 * 1024);
    private final ArrayDeque<Reply> replies = new ArrayDeque<>();
    private final Client client;

    /** How often the server wanted to be called. */
    final AtomicInteger wakes = new AtomicInteger();

    Client.Progress progress = Client.Progress.RECEIVE;
    private Dialect dialect = Dialect.PLAIN;
    private byte[] rest = {};

    public Talk(NinepServer server, Peer peer) {
        client = server.connect(peer, wakes::incrementAndGet);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One reply. */
    public record Reply(int type, int tag, Dialect dialect, byte[] body) {
        /** A cursor over the body. */
        public Input input() {
            Input input = new Input();
            input.read(ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN), 0, body.length);
            return input;
        }

        public boolean failed() {
            return type == Message.RERROR || type == Message.RLERROR;
        }

        /** The number of an error; of a text alone, the one whose phrase it is, or -1. */
        public int errno() {
            assertTrue(failed(), () -> "no error: " + this);
            Input input = input();
            if (dialect == Dialect.LINUX) {
                return input.u32();
            }
            String text = input.text();
            if (dialect == Dialect.UNIX) {
                return input.u32();
            }
            for (Errno errno : Errno.values()) {
                if (errno.phrase().equals(text)) {
                    return errno.number();
                }
            }
            return -1;
        }

        /** The text of an error. */
        public String error() {
            assertTrue(type == Message.RERROR, () -> "no text of an error: " + this);
            return input().text();
        }

        /** The reply, which has to be the one to a request. */
        public Reply to(Message request) {
            assertEquals(
                    request.reply(),
                    type,
                    () -> "reply to " + request + (failed() ? " is the error " + errnoText() : " is of type " + type));
            return this;
        }

        private String errnoText() {
            return dialect == Dialect.LINUX ? Integer.toString(errno()) : error();
        }
    }

    /** Octets of a message. */
    public static byte[] message(int type, int tag, Consumer<Output> body) {
        ByteBuffer buffer = ByteBuffer.allocate(256 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        Output out = new Output();
        out.into(buffer);
        out.begin(type, tag);
        body.accept(out);
        byte[] message = new byte[out.end()];
        buffer.get(0, message);
        return message;
    }

    /** Sends octets as they are, and takes in what the server answers. */
    public void octets(byte[] octets) {
        byte[] all = new byte[rest.length + octets.length];
        System.arraycopy(rest, 0, all, 0, rest.length);
        System.arraycopy(octets, 0, all, rest.length, octets.length);
        ByteBuffer input = buffer(all.length).put(all).flip();
        turn(input);
        rest = new byte[input.remaining()];
        input.get(rest);
    }

    /** Lets the server go on after it has been woken. */
    public void turn() {
        octets(new byte[0]);
    }

    private void turn(ByteBuffer input) {
        do {
            output.clear();
            progress = client.advance(input, output);
            output.flip();
            while (output.hasRemaining()) {
                int size = output.getInt();
                int type = output.get() & 0xFF;
                int tag = output.getShort() & 0xFFFF;
                byte[] body = new byte[size - Message.HEADER];
                output.get(body);
                if (type == Message.VERSION.reply()) {
                    String version = new String(body, 6, body.length - 6, StandardCharsets.UTF_8);
                    Dialect agreed = Dialect.negotiate(version);
                    dialect = agreed == null ? Dialect.PLAIN : agreed;
                }
                replies.add(new Reply(type, tag, dialect, body));
            }
        } while (progress == Client.Progress.SEND);
    }

    /** Whether the server has ended the connection. */
    public boolean ended() {
        return progress == Client.Progress.DISCONNECT;
    }

    /** The next reply, or null. */
    public Reply poll() {
        return replies.poll();
    }

    /** Sends a message without waiting for its reply. */
    public void send(Message request, int tag, Consumer<Output> body) {
        octets(message(request.request(), tag, body));
    }

    /** Sends a message and takes its reply. */
    public Reply ask(Message request, Consumer<Output> body) {
        send(request, 1, body);
        Reply reply = poll();
        assertTrue(reply != null, () -> "no reply to " + request);
        assertEquals(1, reply.tag());
        return reply;
    }

    // Requests that go well.

    public Talk version(Dialect wanted) {
        return version(wanted, 64 * 1024);
    }

    public Talk version(Dialect wanted, int size) {
        send(Message.VERSION, Message.NOTAG, out -> out.u32(size).text(wanted.version()));
        Input input = poll().to(Message.VERSION).input();
        input.u32();
        assertEquals(wanted.version(), input.text());
        return this;
    }

    public Qid attach(int fid, String tree) {
        return login(fid, Message.NOUSER, tree).to(Message.ATTACH).input().qid();
    }

    public Reply login(int fid, int user, String tree) {
        return ask(Message.ATTACH, out -> {
            out.u32(fid).u32(Message.NOFID).text("nobody").text(tree);
            if (dialect != Dialect.PLAIN) {
                out.u32(user);
            }
        });
    }

    public Reply walk(int fid, int to, String... names) {
        return ask(Message.WALK, out -> {
            out.u32(fid).u32(to).u16(names.length);
            for (String name : names) {
                out.text(name);
            }
        });
    }

    /** Walks all the way; names are separated by slashes. */
    public List<Qid> reach(int fid, int to, String path) {
        String[] names = path.isEmpty() ? new String[0] : path.split("/");
        Input input = walk(fid, to, names).to(Message.WALK).input();
        int found = input.u16();
        assertEquals(names.length, found, () -> path + " is there only so far");
        List<Qid> qids = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            qids.add(input.qid());
        }
        return qids;
    }

    /** Opens for reading (0), writing (1) or both (2), in whichever dialect. */
    public Reply open(int fid, int access) {
        return dialect == Dialect.LINUX
                ? ask(Message.LOPEN, out -> out.u32(fid).u32(access | 0100000))
                : ask(Message.OPEN, out -> out.u32(fid).u8(access));
    }

    public void opened(int fid, int access) {
        open(fid, access).to(dialect == Dialect.LINUX ? Message.LOPEN : Message.OPEN);
    }

    public Reply read(int fid, long offset, int count) {
        return ask(Message.READ, out -> out.u32(fid).u64(offset).u32(count));
    }

    public static String text(Reply reply) {
        byte[] body = reply.to(Message.READ).body();
        assertEquals(body.length - 4, reply.input().u32());
        return new String(body, 4, body.length - 4, StandardCharsets.UTF_8);
    }

    public Reply write(int fid, long offset, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return ask(Message.WRITE, out -> {
            out.u32(fid).u64(offset).u32(octets.length);
            out.buffer().put(octets);
        });
    }

    public Reply clunk(int fid) {
        return ask(Message.CLUNK, out -> out.u32(fid));
    }

    /** The text of a file below a fid. */
    public String cat(int root, String path) {
        reach(root, 900, path);
        opened(900, 0);
        StringBuilder all = new StringBuilder();
        for (String part;
                !(part = text(read(900, all.toString().getBytes(StandardCharsets.UTF_8).length, 4096))).isEmpty(); ) {
            all.append(part);
        }
        clunk(900).to(Message.CLUNK);
        return all.toString();
    }

    /** Writes a text in one message, as {@code echo} does; the reply to the write. */
    public Reply echo(int root, String path, String text) {
        reach(root, 901, path);
        opened(901, 1);
        Reply reply = write(901, 0, text);
        clunk(901);
        return reply;
    }

    /** An entry of a directory as Linux reads it. */
    public record Listed(Qid qid, long cookie, int type, String name) {}

    public List<Listed> readdir(int fid, long cookie, int count) {
        Reply reply = ask(Message.READDIR, out -> out.u32(fid).u64(cookie).u32(count));
        Input input = reply.to(Message.READDIR).input();
        assertEquals(reply.body().length - 4, input.u32());
        List<Listed> listed = new ArrayList<>();
        while (input.more()) {
            listed.add(new Listed(input.qid(), input.u64(), input.u8(), input.text()));
        }
        return listed;
    }

    /** The names in a directory, without those of itself and above, sorted. */
    public List<String> ls(int root, String path) {
        reach(root, 902, path);
        opened(902, 0);
        List<String> names = new ArrayList<>();
        if (dialect == Dialect.LINUX) {
            long cookie = 0;
            for (List<Listed> some; !(some = readdir(902, cookie, 4096)).isEmpty(); ) {
                some.forEach(entry -> names.add(entry.name()));
                cookie = some.get(some.size() - 1).cookie();
            }
            names.removeAll(List.of(".", ".."));
        } else {
            long offset = 0;
            for (Reply reply; (reply = read(902, offset, 4096)).to(Message.READ).body().length > 4; ) {
                Input input = reply.input();
                offset += input.u32();
                while (input.more()) {
                    names.add(input.record(dialect).name());
                }
            }
        }
        clunk(902);
        names.sort(null);
        return names;
    }

    @Override
    public void close() {
        client.close();
    }
}
