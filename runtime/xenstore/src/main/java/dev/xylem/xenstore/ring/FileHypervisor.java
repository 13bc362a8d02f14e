package dev.xylem.xenstore.ring;

import dev.xylem.store.Errno;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.domain.Hypervisor;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A hypervisor made of files in one directory, so that programs can be guests without Xen:
 *
 * <ul>
 *   <li>{@code ring-<domid>}, 4096 octets: the shared page. A domain runs as long as its file exists; it never stops before.
 *   <li>{@code evt}, a FIFO: a guest writes its port as a native unsigned 32-bit number to notify the server. Port {@value
 *       #CHANGED} means that some domain came, went or changed.
 *   <li>{@code notify-<port>}, a FIFO that may be missing: the server writes the port there to notify the guest.
 * </ul>
 *
 * <p>Ports belong to the directory; domains that share a port share their signals. Whoever may write a domain's file can be
 * that domain; the server is not harmed by what it writes, not even when the file is cut short or removed in use.
 *
 * <p>Thread-safe.
 */
public final class FileHypervisor implements Hypervisor {
    /** The port that stands for a change of some domain. */
    public static final int CHANGED = 4000;

    private final Path directory;
    private final FifoReader events;
    private final List<FileLink> links = new CopyOnWriteArrayList<>();
    private volatile Runnable changed = () -> {};

    private FileHypervisor(Path directory) throws IOException {
        this.directory = directory;
        events = FifoReader.start(directory.resolve("evt"), this::signalled);
    }

    /**
     * Looks whether a directory can be used, and leaves it as it is.
     *
     * @throws IOException when not; the message says what is wrong with which path, and how to mend it
     */
    public static void check(Path directory) throws IOException {
        Path evt = directory.resolve("evt");
        if (Files.notExists(directory)) {
            throw new IOException(
                    "there is no " + directory + ": make it by 'mkdir " + directory + " && mkfifo " + evt + "'");
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException(directory + " is no directory: name one that has a FIFO evt in it");
        }
        // Not asked whether it can be listed: names are all that is needed.
        if (!Files.isExecutable(directory)) {
            throw new IOException(directory + " cannot be entered by this user: 'chmod u+x' it and what is above it, as"
                    + " its owner");
        }
        if (Files.notExists(evt)) {
            throw new IOException("there is no FIFO " + evt + ": make it by 'mkfifo " + evt + "'");
        }
        if (!FifoWriter.isFifo(evt)) {
            throw new IOException(evt + " is no FIFO: remove it, and make one by 'mkfifo " + evt + "'");
        }
        if (!Files.isReadable(evt) || !Files.isWritable(evt)) {
            throw new IOException(evt + " cannot be read and written by this user: 'chmod u+rw' it, as its owner");
        }
    }

    /**
     * Uses the domains of a directory.
     *
     * @throws IOException as {@link #check}, or when its FIFO cannot be opened
     */
    public static FileHypervisor open(Path directory) throws IOException {
        check(directory);
        return new FileHypervisor(directory);
    }

    private Path ring(int domain) {
        return directory.resolve("ring-" + domain);
    }

    @Override
    public State state(int domain) {
        // Asked often and of many that do not exist: by the class that needs no exception to say so.
        File file = ring(domain).toFile();
        return file.isFile() ? State.RUNNING : State.GONE;
    }

    /** The number of the file, which no other file gets as long as this one is mapped. */
    @Override
    public long identity(int domain) {
        try {
            return Files.getAttribute(ring(domain), "unix:ino") instanceof Long number ? number : 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException untold) {
            return 0;
        }
    }

    /** The frame is ignored: a domain has one file. */
    @Override
    public Link connect(int domain, long frame, int port) throws StoreException {
        FileLink link = new FileLink(map(ring(domain)), port);
        links.add(link);
        return link;
    }

    private static ByteBuffer map(Path file) throws StoreException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < SharedPage.SIZE) {
                throw new StoreException(
                        Errno.EINVAL, null, file + " is no shared page: 'truncate -s " + SharedPage.SIZE + "' it");
            }
            return channel.map(MapMode.READ_WRITE, 0, SharedPage.SIZE);
        } catch (NoSuchFileException gone) {
            throw new StoreException(Errno.ENOENT, null, "there is no " + file);
        } catch (IOException failed) {
            throw new StoreException(Errno.EIO, null, "cannot map " + file + ": " + failed);
        }
    }

    private void signalled(int port) {
        if (port == CHANGED || port == FifoReader.UNKNOWN) {
            changed.run();
        }
        for (FileLink link : links) {
            if (link.port == port || port == FifoReader.UNKNOWN) {
                link.signalled.run();
            }
        }
    }

    @Override
    public void onChange(Runnable handler) {
        changed = handler;
    }

    @Override
    public void close() {
        events.close();
    }

    /** The mapping itself lasts until the collector finds the buffer. */
    private final class FileLink implements Link {
        private final ByteBuffer page;
        private volatile int port;
        private volatile FifoWriter notify;
        private volatile Runnable signalled = () -> {};

        FileLink(ByteBuffer page, int port) {
            this.page = page;
            this.port = port;
            notify = fifo(port);
        }

        /** One unread signal says everything. */
        private FifoWriter fifo(int number) {
            return new FifoWriter(directory.resolve("notify-" + Integer.toUnsignedString(number)), 1);
        }

        @Override
        public ByteBuffer page() {
            return page;
        }

        @Override
        public void signal() {
            notify.write(port);
        }

        @Override
        public void onSignal(Runnable handler) {
            signalled = handler;
        }

        @Override
        public void rebind(int other) {
            FifoWriter former = notify;
            port = other;
            notify = fifo(other);
            former.close();
        }

        @Override
        public void close() {
            links.remove(this);
            notify.close();
        }
    }
}
