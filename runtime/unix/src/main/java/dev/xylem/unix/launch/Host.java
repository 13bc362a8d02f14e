package dev.xylem.unix.launch;

import dev.xylem.store.UnixAccess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher touches of the world around it, so that tests can bring their own.
 *
 * @param environment a variable's value, or null
 * @param temporary the directory for temporary files
 * @param uid the numeric user id of this process
 * @param stop begins to listen for the request to stop; until then a signal ends the process as ever
 */
record Host(
        PrintStream out,
        PrintStream err,
        UnaryOperator<@Nullable String> environment,
        FileSystem files,
        String temporary,
        Uid uid,
        Supplier<Stop> stop) {

    /** A pending request to stop. Closing it forgets about signals again. */
    interface Stop extends AutoCloseable {
        /** Returns when the program shall end. */
        void await() throws InterruptedException;

        @Override
        void close();
    }

    /** Finds the numeric user id. */
    interface Uid {
        int get() throws IOException;
    }

    /** The process as it is. */
    static Host system(Supplier<Stop> stop) {
        FileSystem files = FileSystems.getDefault();
        return new Host(
                System.out,
                System.err,
                System::getenv,
                files,
                System.getProperty("java.io.tmpdir", "/tmp"),
                () -> new UnixAccess().owner().principal().id(),
                stop);
    }
}
