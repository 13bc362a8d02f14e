package dev.xylem.xenstore.server;

import static dev.xylem.store.Quota.*;
import static dev.xylem.xenstore.server.Effect.*;
import static dev.xylem.xenstore.server.Shape.*;
import static dev.xylem.xenstore.server.TransactionUse.*;
import static dev.xylem.xenstore.wire.MessageType.*;

import dev.xylem.store.Acl;
import dev.xylem.store.Quota;
import dev.xylem.xenstore.server.Rule.Anybody;
import dev.xylem.xenstore.server.Rule.OnNode;
import dev.xylem.xenstore.server.Rule.Privileged;
import dev.xylem.xenstore.server.Rule.PrivilegedAboutOthers;
import dev.xylem.xenstore.server.Rule.PrivilegedUnless;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that a server can be asked for, one row each. What has no row is ENOSYS (W-6). Immutable. */
final class OperationTable {
    private static final Set<Quota> FREE = Set.of();
    private static final Set<Quota> LOOKING = EnumSet.of(PATH_MAX, TRANSACTION_NODES, TRANSACTION_REQUESTS, MEMORY);
    private static final Set<Quota> GROWING = and(LOOKING, NODES, NODE_SIZE);
    private static final Set<Quota> SHARING = and(LOOKING, NODE_PERMISSIONS, NODE_SIZE);

    private static final OnNode LIST = new OnNode(Acl.READ, false, NodeOperations::directory);
    private static final OnNode LIST_PART = new OnNode(Acl.READ, false, NodeOperations::directoryPart);
    private static final OnNode VALUE = new OnNode(Acl.READ, false, NodeOperations::read);
    private static final OnNode SEE_PERMS = new OnNode(Acl.READ, true, NodeOperations::permissions);
    private static final OnNode STORE = new OnNode(Acl.WRITE, false, NodeOperations::write);
    private static final OnNode CREATE = new OnNode(Acl.WRITE, false, NodeOperations::mkdir);
    private static final OnNode REMOVE = new OnNode(Acl.WRITE, false, NodeOperations::remove);
    private static final OnNode SHARE = new OnNode(Acl.OWN, true, NodeOperations::setPermissions);
    private static final Anybody PATH = new Anybody(ClientOperations::domainPath);
    private static final PrivilegedAboutOthers FEATURES =
            new PrivilegedAboutOthers(ClientOperations::features, DomainOperations::features);

    /** The operations of the protocol. */
    static final OperationTable STANDARD = new OperationTable(List.of(
            new Operation(
                    CONTROL,
                    new PrivilegedUnless(Bindings.COMMAND, Bindings::run, Control::run),
                    STRINGS,
                    OPTIONAL,
                    SERVER,
                    FREE,
                    "check|"),
            new Operation(DIRECTORY, LIST, STRING, OPTIONAL, NONE, LOOKING, "$|"),
            new Operation(READ, VALUE, STRING, OPTIONAL, NONE, LOOKING, "$|"),
            new Operation(GET_PERMS, SEE_PERMS, STRING, OPTIONAL, NONE, LOOKING, "$|"),
            new Operation(
                    WATCH,
                    new Anybody(ClientOperations::watch),
                    TWO_OR_THREE_STRINGS,
                    IGNORED,
                    CONNECTION,
                    EnumSet.of(WATCHES, PATH_MAX, MEMORY),
                    "$|token|"),
            new Operation(
                    UNWATCH,
                    new Anybody(ClientOperations::unwatch),
                    TWO_STRINGS,
                    IGNORED,
                    CONNECTION,
                    FREE,
                    "$|watched|"),
            new Operation(
                    TRANSACTION_START,
                    new Anybody(ClientOperations::begin),
                    EMPTY,
                    FORBIDDEN,
                    CONNECTION,
                    EnumSet.of(TRANSACTIONS),
                    "|"),
            new Operation(TRANSACTION_END, new Anybody(ClientOperations::end), STRING, REQUIRED, TREE, FREE, "T|"),
            new Operation(
                    INTRODUCE,
                    new Privileged(DomainOperations::introduce),
                    THREE_STRINGS,
                    OPTIONAL,
                    SERVER,
                    FREE,
                    "9|1|2|"),
            new Operation(RELEASE, new Privileged(DomainOperations::release), STRING, OPTIONAL, SERVER, FREE, "8|"),
            new Operation(GET_DOMAIN_PATH, PATH, STRING, OPTIONAL, NONE, FREE, "5|"),
            new Operation(WRITE, STORE, STRING_AND_OCTETS, OPTIONAL, TREE, GROWING, "$|value"),
            new Operation(MKDIR, CREATE, STRING, OPTIONAL, TREE, GROWING, "$|"),
            new Operation(RM, REMOVE, STRING, OPTIONAL, TREE, LOOKING, "$|"),
            new Operation(SET_PERMS, SHARE, TWO_STRINGS_OR_MORE, OPTIONAL, TREE, SHARING, "$|n0|"),
            new Operation(
                    IS_DOMAIN_INTRODUCED,
                    new Privileged(DomainOperations::introduced),
                    STRING,
                    OPTIONAL,
                    NONE,
                    FREE,
                    "8|"),
            new Operation(RESUME, new Privileged(DomainOperations::resume), STRING, OPTIONAL, SERVER, FREE, "8|"),
            new Operation(
                    SET_TARGET, new Privileged(DomainOperations::target), TWO_STRINGS, OPTIONAL, SERVER, FREE, "8|7|"),
            new Operation(RESET_WATCHES, new Anybody(ClientOperations::reset), EMPTY, OPTIONAL, CONNECTION, FREE, "|"),
            new Operation(DIRECTORY_PART, LIST_PART, TWO_STRINGS, OPTIONAL, NONE, LOOKING, "$|0|"),
            new Operation(GET_FEATURE, FEATURES, AT_MOST_ONE_STRING, OPTIONAL, NONE, FREE, ""),
            new Operation(
                    SET_FEATURE,
                    new Privileged(DomainOperations::setFeatures),
                    TWO_STRINGS,
                    OPTIONAL,
                    SERVER,
                    FREE,
                    "9|4|"),
            new Operation(
                    GET_QUOTA,
                    new Privileged(QuotaOperations::get),
                    AT_MOST_TWO_STRINGS,
                    OPTIONAL,
                    NONE,
                    FREE,
                    "nodes|"),
            new Operation(
                    SET_QUOTA,
                    new Privileged(QuotaOperations::set),
                    TWO_OR_THREE_STRINGS,
                    OPTIONAL,
                    SERVER,
                    FREE,
                    "8|nodes|77|")));

    private final @Nullable Operation[] rows;

    /** A table with the given rows. */
    OperationTable(Collection<Operation> all) {
        int last = 0;
        for (Operation row : all) {
            last = Math.max(last, row.type().number());
        }
        rows = new @Nullable Operation[last + 1];
        for (Operation row : all) {
            rows[row.type().number()] = row;
        }
    }

    private static Set<Quota> and(Set<Quota> some, Quota... more) {
        EnumSet<Quota> all = EnumSet.copyOf(some);
        Collections.addAll(all, more);
        return all;
    }

    /** The row for the first word of a header, or null. */
    @Nullable
    Operation find(int number) {
        return Integer.compareUnsigned(number, rows.length) < 0 ? rows[number] : null;
    }

    /** All rows, in the order of their numbers. */
    List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        for (Operation row : rows) {
            if (row != null) {
                all.add(row);
            }
        }
        return Collections.unmodifiableList(all);
    }
}
