package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Change;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.LaterException;
import dev.xylem.ninep.tree.Listed;
import dev.xylem.ninep.tree.Login;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.tree.Tree;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tree of files in memory, with one file whose readers wait. */
public final class Sample implements Tree {
    private static final long MAX = 1 << 20;

    private long lastPath;
    final Directory root = new Directory(null, "/");

    /** Attachments that are open. */
    int attached;

    public Sample() {
        root.add(new Text(root, "hello", "hello world\n"));
        Directory dir = root.add(new Directory(root, "dir"));
        dir.add(new Text(dir, "inner", "inner\n"));
        Directory sub = dir.add(new Directory(dir, "sub"));
        sub.add(new Text(sub, "x", "x"));
        root.add(new Text(root, "big", "0123456789".repeat(100_000)));
        root.add(new Text(root, "f4k", "0123456789abcdef".repeat(256)));
        root.add(new Waiter(root, "wait"));
        Directory many = root.add(new Directory(root, "many"));
        for (int i = 1; i <= 500; i++) {
            many.add(new Text(many, "file-with-a-long-name-" + i, i + "\n"));
        }
    }

    @Override
    public Attachment attach(Login login) throws NinepException {
        if (!login.tree().isEmpty()) {
            throw new NinepException(Errno.ENOENT, "no such tree");
        }
        attached++;
        return new Attachment() {
            @Override
            public Entry root() {
                return root;
            }

            @Override
            public void close() {
                attached--;
            }
        };
    }

    /** What all files have. */
    abstract class File implements Entry {
        final Directory above;
        final String name;
        final long path = ++lastPath;
        int version;
        int permissions = 0644;
        boolean gone;

        File(Directory above, String name) {
            this.above = above;
            this.name = name;
        }

        @Override
        public Qid qid() {
            return new Qid(this instanceof Directory ? Qid.DIRECTORY : 0, version, path);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Entry parent() {
            return above == null ? this : above;
        }

        abstract long length();

        @Override
        public Attributes attributes() throws NinepException {
            if (gone) {
                throw new NinepException(Errno.ENOENT);
            }
            return new Attributes(permissions, 1000, 100, length(), 1_700_000_000_123_456_789L);
        }

        @Override
        public Entry walk(String child) throws NinepException {
            throw new NinepException(Errno.ENOTDIR);
        }

        @Override
        public void remove() throws NinepException {
            if (above == null) {
                throw new NinepException(Errno.EPERM);
            }
            above.files.remove(name);
            gone = true;
        }

        @Override
        public void change(Change change) throws NinepException {
            if (change.name() != null) {
                throw new NinepException(Errno.EOPNOTSUPP);
            }
            change.permissions().ifPresent(bits -> permissions = bits);
        }
    }

    /** A directory. */
    public final class Directory extends File {
        final ConcurrentSkipListMap<String, File> files = new ConcurrentSkipListMap<>();

        Directory(Directory above, String name) {
            super(above, name);
            permissions = 0755;
        }

        <F extends File> F add(F file) {
            files.put(file.name, file);
            version++;
            return file;
        }

        @Override
        long length() {
            return 0;
        }

        @Override
        public Entry walk(String child) throws NinepException {
            File found = files.get(child);
            if (found == null) {
                throw new NinepException(Errno.ENOENT);
            }
            return found;
        }

        @Override
        public List<Listed> list() {
            return files.values().stream().map(Listed::of).toList();
        }

        @Override
        public Entry makeDirectory(String child) throws NinepException {
            return made(new Directory(this, child));
        }

        @Override
        public Entry makeFile(String child) throws NinepException {
            return made(new Text(this, child, ""));
        }

        private Entry made(File file) throws NinepException {
            if (files.containsKey(file.name)) {
                throw new NinepException(Errno.EEXIST);
            }
            return add(file);
        }

        @Override
        public void remove() throws NinepException {
            if (!files.isEmpty()) {
                throw new NinepException(Errno.ENOTEMPTY);
            }
            super.remove();
        }
    }

    /** A file of octets. */
    final class Text extends File {
        byte[] content;

        Text(Directory above, String name, String content) {
            super(above, name);
            this.content = content.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        long length() {
            return content.length;
        }

        @Override
        public void change(Change change) throws NinepException {
            super.change(change);
            if (change.length().isPresent()) {
                content = Arrays.copyOf(
                        content, (int) Math.max(0, Math.min(change.length().getAsLong(), MAX)));
            }
        }

        @Override
        public OpenFile open(Opening how, Runnable wake) {
            if (how.truncate()) {
                content = new byte[0];
            }
            return new OpenFile() {
                @Override
                public int read(long offset, ByteBuffer into) {
                    int from = (int) Math.min(offset, content.length);
                    int count = Math.min(into.remaining(), content.length - from);
                    into.put(content, from, count);
                    return count;
                }

                @Override
                public int write(long offset, ByteBuffer from, boolean whole) throws NinepException {
                    if (offset > MAX) {
                        throw new NinepException(Errno.EFBIG);
                    }
                    int count = from.remaining();
                    int at = how.append() ? content.length : (int) offset;
                    content = Arrays.copyOf(content, Math.max(content.length, at + count));
                    from.get(content, at, count);
                    version++;
                    return count;
                }
            };
        }
    }

    /** A file that is read only when something is said; and written only when it is allowed. */
    final class Waiter extends File {
        final List<Runnable> readers = new CopyOnWriteArrayList<>();
        final List<Runnable> later = new ArrayList<>();
        String said = "";
        boolean writable = true;
        boolean saves = true;
        String written = "";

        Waiter(Directory above, String name) {
            super(above, name);
        }

        /** Says something to the first that reads. */
        void say(String text) {
            said = text;
            readers.forEach(Runnable::run);
            List<Runnable> due = List.copyOf(later);
            later.clear();
            due.forEach(Runnable::run);
        }

        @Override
        long length() {
            return 0;
        }

        @Override
        public OpenFile open(Opening how, Runnable wake) {
            readers.add(wake);
            return new OpenFile() {
                @Override
                public int read(long offset, ByteBuffer into) {
                    if (offset > 0) {
                        return 0;
                    }
                    if (said.isEmpty()) {
                        return WAIT;
                    }
                    byte[] octets = said.getBytes(StandardCharsets.UTF_8);
                    said = "";
                    into.put(octets);
                    return octets.length;
                }

                @Override
                public int write(long offset, ByteBuffer from, boolean whole) throws NinepException {
                    if (!writable) {
                        throw new LaterException(later::add);
                    }
                    byte[] octets = new byte[from.remaining()];
                    from.get(octets);
                    written += new String(octets, StandardCharsets.UTF_8);
                    return octets.length;
                }

                @Override
                public void sync() throws NinepException {
                    if (!saves) {
                        throw new LaterException(later::add);
                    }
                }

                @Override
                public void close() {
                    readers.remove(wake);
                }
            };
        }
    }
}
