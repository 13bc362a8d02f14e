package dev.xylem.xenstore.client;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.wire.MessageType;
import java.util.List;

/** What error replies mean to users. */
final class Errors {
    /** More characters than this are no name of an error. */
    private static final int NAME_MAX = 32;

    private static final String EQUOTA = "EQUOTA";

    private Errors() {}

    static Errno errno(String error) {
        if (error.equals(EQUOTA)) {
            return Errno.ENOSPC;
        }
        for (Errno errno : Errno.values()) {
            if (errno.name().equals(error)) {
                return errno;
            }
        }
        return Errno.EINVAL;
    }

    /** The exception for an error that a server gave for a request. */
    static ErrorReplyException of(Request request, String error) {
        String name = printable(error);
        List<String> quotas = quotas(request, name);
        if (!quotas.isEmpty()) {
            return new QuotaException(request.type(), request.subject(), name, quotas);
        }
        return new ErrorReplyException(
                request.type(), request.subject(), name, explanation(errno(name), request.type()));
    }

    /** The quotas that a request can have met, or none when the error is another one. */
    private static List<String> quotas(Request request, String error) {
        boolean tooBig = error.equals(Errno.E2BIG.name());
        if (error.equals(Errno.ENOMEM.name()) && request.type() != MessageType.TRANSACTION_END) {
            return List.of("memory");
        }
        if (!tooBig && errno(error) != Errno.ENOSPC) {
            return List.of();
        }
        boolean inTransaction = request.transaction() != 0;
        return switch (request.type()) {
            case WATCH -> List.of("watches");
            case TRANSACTION_START -> List.of("transactions");
            case WRITE, MKDIR ->
                tooBig
                        ? List.of("node-size")
                        : inTransaction
                                ? List.of("nodes", "node-size", "transaction-nodes")
                                : List.of("nodes", "node-size");
            case SET_PERMS -> List.of("node-permissions", "node-size");
            default -> tooBig ? List.of() : List.of(inTransaction ? "transaction-nodes" : "memory");
        };
    }

    private static String explanation(Errno errno, MessageType request) {
        return switch (errno) {
            case ENOENT -> request == MessageType.RM ? "there is no parent" : "there is no such node";
            case EACCES -> "no right to do this, or to know whether the node exists; its permissions say who has";
            case EPERM -> "only privileged clients may do this";
            case EINVAL ->
                "the server found it malformed, or refuses such a change; paths look like /a/b, of letters,"
                        + " digits and - _ @";
            case E2BIG -> "the reply does not fit into a message of 4096 octets";
            case ENOSYS -> "this server does not know the request";
            case EROFS -> "the node cannot be written";
            case EEXIST -> "it exists";
            case EBUSY -> "not possible now";
            case EAGAIN -> "it conflicts with another change: do it again";
            case ENOMEM -> "an earlier failure spoilt the transaction: do it again";
            case EIO -> "the server failed; its log may tell why";
            case ENOSPC, EISDIR, ENOTEMPTY, EISCONN -> "the server refused it";
        };
    }

    /** The name in an error's payload, without anything that a hostile server could put into a log. */
    private static String printable(String error) {
        String name = error.length() > NAME_MAX ? error.substring(0, NAME_MAX) : error;
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(c > ' ' && c < 0x7f ? c : '?');
        }
        return out.toString();
    }
}
