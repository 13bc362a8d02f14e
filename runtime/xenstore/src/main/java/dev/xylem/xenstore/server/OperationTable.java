package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.server.Shape.EMPTY;
import static dev.xylem.xenstore.server.Shape.STRING;
import static dev.xylem.xenstore.server.Shape.STRING_AND_OCTETS;
import static dev.xylem.xenstore.server.Shape.TWO_OR_THREE_STRINGS;
import static dev.xylem.xenstore.server.Shape.TWO_STRINGS;
import static dev.xylem.xenstore.server.Shape.TWO_STRINGS_OR_MORE;
import static dev.xylem.xenstore.server.TransactionUse.FORBIDDEN;
import static dev.xylem.xenstore.server.TransactionUse.IGNORED;
import static dev.xylem.xenstore.server.TransactionUse.OPTIONAL;
import static dev.xylem.xenstore.server.TransactionUse.REQUIRED;

import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that the server can be asked for, one row each. What has no row is ENOSYS (W-6). Immutable. */
final class OperationTable {
    private static final boolean ANYBODY = false;

    private static final @Nullable Operation[] ROWS = rows();

    private OperationTable() {}

    private static @Nullable Operation[] rows() {
        Operation[] all = {
            new Operation(MessageType.DIRECTORY, STRING, OPTIONAL, ANYBODY, NodeOperations::directory),
            new Operation(MessageType.READ, STRING, OPTIONAL, ANYBODY, NodeOperations::read),
            new Operation(MessageType.GET_PERMS, STRING, OPTIONAL, ANYBODY, NodeOperations::permissions),
            new Operation(MessageType.WATCH, TWO_OR_THREE_STRINGS, IGNORED, ANYBODY, SessionOperations::watch),
            new Operation(MessageType.UNWATCH, TWO_STRINGS, IGNORED, ANYBODY, SessionOperations::unwatch),
            new Operation(MessageType.TRANSACTION_START, EMPTY, FORBIDDEN, ANYBODY, SessionOperations::begin),
            new Operation(MessageType.TRANSACTION_END, STRING, REQUIRED, ANYBODY, SessionOperations::end),
            new Operation(MessageType.GET_DOMAIN_PATH, STRING, OPTIONAL, ANYBODY, SessionOperations::domainPath),
            new Operation(MessageType.WRITE, STRING_AND_OCTETS, OPTIONAL, ANYBODY, NodeOperations::write),
            new Operation(MessageType.MKDIR, STRING, OPTIONAL, ANYBODY, NodeOperations::mkdir),
            new Operation(MessageType.RM, STRING, OPTIONAL, ANYBODY, NodeOperations::remove),
            new Operation(
                    MessageType.SET_PERMS, TWO_STRINGS_OR_MORE, OPTIONAL, ANYBODY, NodeOperations::setPermissions),
            new Operation(MessageType.RESET_WATCHES, EMPTY, OPTIONAL, ANYBODY, SessionOperations::reset),
            new Operation(MessageType.DIRECTORY_PART, TWO_STRINGS, OPTIONAL, ANYBODY, NodeOperations::directoryPart),
        };
        int last = 0;
        for (Operation row : all) {
            last = Math.max(last, row.type().number());
        }
        @Nullable Operation[] rows = new @Nullable Operation[last + 1];
        for (Operation row : all) {
            rows[row.type().number()] = row;
        }
        return rows;
    }

    /** The row for the first word of a header, or null. */
    static @Nullable Operation find(int number) {
        return Integer.compareUnsigned(number, ROWS.length) < 0 ? ROWS[number] : null;
    }

    /** All rows, in the order of their numbers. */
    static List<Operation> all() {
        List<Operation> rows = new ArrayList<>();
        for (Operation row : ROWS) {
            if (row != null) {
                rows.add(row);
            }
        }
        return Collections.unmodifiableList(rows);
    }
}
