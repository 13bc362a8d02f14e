package dev.xylem.xenstore.twin;

import static dev.xylem.xenstore.twin.Case.*;
import static dev.xylem.xenstore.wire.MessageType.*;

import java.util.stream.Stream;

/** Rows D-1 to D-19: errors, arguments, transactions. */
final class ReplyCases {
    private ReplyCases() {}

    static Stream<Case> all() {
        return Stream.of(
                row(
                        "D-1",
                        "names",
                        s -> {
                            ask(s, 0, MKDIR, "/d/b|");
                            ask(s, 0, MKDIR, "/d/a|");
                            return ask(s, 0, DIRECTORY, "/d|");
                        },
                        "b|a|",
                        "a|b|",
                        "a|b|"),
                row("D-2", "unknown transaction", s -> in(s, 0, 9, READ, "/|"), "!ENOENT|", "!EIO|", "!ENOENT|"),
                row(
                        "D-3",
                        "START in an unknown transaction",
                        s -> in(s, 0, 9, TRANSACTION_START, "|"),
                        "!ENOENT|",
                        "!EIO|",
                        "!EBUSY|"),
                row(
                        "D-3",
                        "START in a transaction",
                        s -> {
                            s.begin(0, 1);
                            return in(s, 0, 1, TRANSACTION_START, "|");
                        },
                        "!EBUSY|",
                        "!EBUSY|",
                        "!EBUSY|"),
                row("D-4", "watches", s -> repeated(s, 2, WATCH, "x|#|", 200), "!E2BIG|", "!EQUOTA|", "!ENOSPC|"),
                row(
                        "D-4",
                        "transactions",
                        s -> repeated(s, 2, TRANSACTION_START, "|", 20),
                        "!ENOSPC|",
                        "!EQUOTA|",
                        "!ENOSPC|"),
                row("D-4", "nodes", s -> repeated(s, 2, WRITE, "#|", 1100), "!ENOSPC|", "!EQUOTA|", "!ENOSPC|"),
                row("D-4", "size", s -> ask(s, 2, WRITE, "x|" + "v".repeat(3000)), "!ENOSPC|", "!E2BIG|", "!ENOSPC|"),
                row(
                        "D-5",
                        "missing and hidden",
                        s -> {
                            ask(s, 0, WRITE, "/hidden/x|");
                            return ask(s, 2, READ, "/hidden/x|")
                                    + ask(s, 2, READ, "/hidden/y|")
                                    + ask(s, 2, RM, "/hidden/y|")
                                    + ask(s, 2, MKDIR, "/hidden/x|");
                        },
                        "!EACCES|!EACCES|!EACCES|!EACCES|",
                        "!EACCES|!ENOENT|OK|!EACCES|",
                        "!EACCES|!EACCES|!EACCES|!EACCES|"),
                row(
                        "D-6",
                        "owner",
                        s -> {
                            ask(s, 2, WRITE, "x|");
                            return ask(s, 2, SET_PERMS, "x|n2|");
                        },
                        "!EPERM|",
                        "!EACCES|",
                        "!EPERM|"),
                row(
                        "D-7",
                        "root",
                        s -> {
                            ask(s, 0, MKDIR, "/a|");
                            return ask(s, 0, RM, "/|") + ask(s, 0, READ, "/a|");
                        },
                        "!EINVAL|",
                        "OK|!ENOENT|",
                        "!EINVAL|"),
                row(
                        "D-8",
                        "START without payload",
                        s -> s.askAndFollow(0, TRANSACTION_START, "").text(),
                        "1|",
                        "late 1|",
                        "EINVAL|"),
                row(
                        "D-8",
                        "RESET_WATCHES without payload",
                        s -> s.askAndFollow(0, RESET_WATCHES, "").text(),
                        "OK|",
                        "late OK|",
                        "EINVAL|"),
                row(
                        "D-8",
                        "WATCH without payload",
                        s -> s.askAndFollow(0, WATCH, "").text(),
                        "EINVAL|",
                        "late EINVAL|",
                        "EINVAL|"),
                row(
                        "D-9",
                        "no NUL, after EACCES",
                        s -> {
                            ask(s, 2, READ, "/missing|");
                            return ask(s, 0, READ, "/local");
                        },
                        "!EACCES|",
                        "!EINVAL|",
                        "!EINVAL|"),
                row(
                        "D-9",
                        "no NUL, after ENOENT",
                        s -> {
                            ask(s, 0, READ, "/missing|");
                            return ask(s, 0, READ, "/local");
                        },
                        "!ENOENT|",
                        "!EINVAL|",
                        "!EINVAL|"),
                row(
                        "D-9",
                        "one argument too many, after ENOENT",
                        s -> {
                            ask(s, 0, READ, "/missing|");
                            return ask(s, 0, READ, "/local|more|");
                        },
                        "!ENOENT|",
                        "!EINVAL|",
                        "!EINVAL|"),
                row(
                        "D-10",
                        "numbers",
                        s -> String.join(
                                " ",
                                Stream.of("x", "1x", "-1", "70000", "4294967297")
                                        .map(number -> ask(s, 0, GET_DOMAIN_PATH, number + "|")
                                                .replace("/local/domain/", ""))
                                        .toList()),
                        "0| 1| 4294967295| 70000| 1|",
                        "0| 1| 1| 70000| 4294967297|",
                        "!EINVAL| !EINVAL| !EINVAL| !EINVAL| !EINVAL|"),
                row(
                        "D-10",
                        "numbers of domains",
                        s -> String.join(
                                " ",
                                Stream.of("1x", "65537", "")
                                        .map(number -> ask(s, 0, IS_DOMAIN_INTRODUCED, number + "|"))
                                        .toList()),
                        "T| F| T|",
                        "!EINVAL| F| !EINVAL|",
                        "!EINVAL| !EINVAL| !EINVAL|"),
                row("D-11", "type 20", s -> s.ask(0, 20, 0, "1|").toString(), "!ENOSYS|", "!ENOSYS|", "!ENOSYS|"),
                row(
                        "D-12",
                        "siblings",
                        s -> {
                            ask(s, 0, MKDIR, "/d|");
                            s.begin(0, 1);
                            s.begin(1, 1);
                            in(s, 0, 1, WRITE, "/d/a|");
                            in(s, 1, 1, WRITE, "/d/b|");
                            return in(s, 0, 1, TRANSACTION_END, "T|") + in(s, 1, 1, TRANSACTION_END, "T|");
                        },
                        "OK|!EAGAIN|",
                        "OK|OK|",
                        "OK|OK|"),
                row(
                        "D-13",
                        "absence",
                        s -> {
                            ask(s, 0, MKDIR, "/d|");
                            ask(s, 0, MKDIR, "/e|");
                            s.begin(0, 1);
                            String read = in(s, 0, 1, READ, "/d/lock|");
                            in(s, 0, 1, WRITE, "/e/owner|");
                            ask(s, 1, WRITE, "/d/lock|");
                            return read + in(s, 0, 1, TRANSACTION_END, "T|");
                        },
                        "!ENOENT|!EAGAIN|",
                        "!ENOENT|OK|",
                        "!ENOENT|!EAGAIN|"),
                row(
                        "D-15",
                        "event and reply",
                        s -> {
                            ask(s, 0, WATCH, "/a|t|");
                            s.events();
                            ask(s, 0, WRITE, "/a|");
                            return s.heard(0) + ", then " + events(s, 0);
                        },
                        "/a|t|, then ",
                        ", then /a|t|",
                        ", then /a|t|"),
                row(
                        "D-16",
                        "END with neither",
                        s -> {
                            s.begin(0, 1);
                            return in(s, 0, 1, TRANSACTION_END, "X|")
                                    + in(s, 0, 1, TRANSACTION_END, "T|")
                                    + in(s, 0, 9, TRANSACTION_END, "X|");
                        },
                        "!EINVAL|OK|!ENOENT|",
                        "!EINVAL|OK|!EIO|",
                        "!EINVAL|OK|!ENOENT|"),
                row(
                        "D-16",
                        "END with neither, in no transaction",
                        s -> ask(s, 0, TRANSACTION_END, "X|"),
                        "!EINVAL|",
                        "!EINVAL|",
                        "!ENOENT|"),
                row(
                        "D-17",
                        "INTRODUCE with one argument too many",
                        s -> ask(s, 0, INTRODUCE, "2|1|102|more|"),
                        "OK|",
                        "OK|",
                        "!EINVAL|"),
                row(
                        "D-18",
                        "DIRECTORY_PART",
                        s -> ask(s, 0, DIRECTORY_PART, "/local|0|").replaceAll("^[0-9]+", "n"),
                        "n|domain||",
                        "!ENOSYS|",
                        "n|domain||"),
                row(
                        "D-18",
                        "features and quotas",
                        s -> ask(s, 0, GET_FEATURE, "1|") + ask(s, 0, GET_QUOTA, "nodes|"),
                        "!ENOSYS|!ENOSYS|",
                        "!ENOSYS|!ENOSYS|",
                        "15|1000|"),
                row(
                        "D-19",
                        "refused inside",
                        s -> {
                            s.begin(2, 1);
                            in(s, 2, 1, WRITE, "y|1");
                            return in(s, 2, 1, WRITE, "x|" + "v".repeat(3000))
                                    + in(s, 2, 1, TRANSACTION_END, "T|")
                                    + ask(s, 2, READ, "y|");
                        },
                        "!ENOSPC|!ENOMEM|!ENOENT|",
                        "!E2BIG|OK|1",
                        "!ENOSPC|OK|1"));
    }
}
