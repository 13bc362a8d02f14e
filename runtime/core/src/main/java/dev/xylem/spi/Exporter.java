package dev.xylem.spi;

import dev.xylem.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A protocol through which a store is reached from outside. Named in {@link dev.xylem.Export}; the generated program
 * constructs it, so an implementation has a public constructor without parameters. Thread-safe.
 */
public interface Exporter {
    /** The command-line option that asks for this export, without dashes: {@code xenstore}. */
    String option();

    /** What the option takes, for the help text: {@code SOCKET}. */
    String operand();

    /** One line for the help text. */
    String summary();

    /** Further options, which are set, if at all, before {@link #open}. */
    default List<Option> options() {
        return List.of();
    }

    /**
     * Starts to serve the store at an address.
     *
     * @param address a path of a Unix socket, or a Plan 9 dial string where the protocol has more than one transport
     * @return the running service; closing it ends every connection
     * @throws OptionException when what a further option names cannot be used
     * @throws IOException when the address cannot be used; the message names it. Where an option cannot be used either, its
     *     {@link OptionException} is suppressed in this one, so that both are reported
     */
    Service open(Store store, String address) throws IOException;

    /**
     * Starts to serve a program at an address. Implement this where the store alone is not enough; by default {@link
     * #open(Store, String)} is called.
     *
     * @throws IOException as there
     */
    default Service open(Program program, String address) throws IOException {
        return open(program.store(), address);
    }

    /** A running program, as exports see it. Thread-safe. */
    interface Program {
        /** Its store. */
        Store store();

        /** Its values by their names. */
        default Values values() {
            return Values.NONE;
        }
    }

    /**
     * An option of an export beside its address.
     *
     * @param name the command-line option without dashes, begun with that of the export: {@code xenstore-spin}
     * @param operand what it takes, for the help text: {@code MICROS}
     * @param summary one line for the help text
     * @param set takes the operand; throws IllegalArgumentException, saying what would do, when it is none
     */
    record Option(String name, String operand, String summary, Consumer<String> set) {}

    /** A running export. */
    interface Service extends AutoCloseable {
        /** The address that clients connect to. */
        String address();

        /** Stops serving, ends all connections and removes what was created. Idempotent. */
        @Override
        void close() throws IOException;
    }
}
