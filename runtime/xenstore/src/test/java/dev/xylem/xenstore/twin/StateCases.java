package dev.xylem.xenstore.twin;

import static dev.xylem.xenstore.twin.Case.*;
import static dev.xylem.xenstore.wire.MessageType.*;

import java.util.stream.Stream;

/** Rows from D-21 on: rights, events, domains. */
final class StateCases {
    private StateCases() {}

    static Stream<Case> all() {
        return Stream.of(
                row(
                        "D-21",
                        "targets",
                        s -> {
                            ask(s, 0, SET_TARGET, "3|1|");
                            ask(s, 0, WRITE, "/a|v");
                            ask(s, 0, SET_PERMS, "/a|n0|n3|r1|");
                            return ask(s, 4, READ, "/a|");
                        },
                        "!EACCES|",
                        "v",
                        "v"),
                row(
                        "D-22",
                        "owner of what a guest creates",
                        s -> {
                            ask(s, 0, MKDIR, "/d|");
                            ask(s, 0, SET_PERMS, "/d|b0|");
                            ask(s, 2, MKDIR, "/d/x|");
                            return ask(s, 0, GET_PERMS, "/d/x|");
                        },
                        "b1|",
                        "b0|",
                        "b1|"),
                row("D-23", "CONTROL check", s -> ask(s, 0, CONTROL, "check|"), "OK|", "OK|", "OK|"),
                row("D-24", "CONTROL log", s -> ask(s, 0, CONTROL, "log|+io|"), "!EINVAL|", "OK|", "!EINVAL|"),
                row(
                        "D-25",
                        "CONTROL memreport FILE",
                        s -> ask(s, 0, CONTROL, "memreport|/dev/null|"),
                        "OK|",
                        "OK|",
                        "!EINVAL|"),
                row(
                        "D-46",
                        "CONTROL ephemeral",
                        s -> ask(s, 0, CONTROL, "ephemeral|/tool|me|"),
                        "!EINVAL|",
                        "OK|",
                        "bound|"),
                row(
                        "D-26",
                        "base of relative paths",
                        s -> {
                            ask(s, 0, WRITE, "x|v");
                            return ask(s, 0, READ, "/local/domain/0/x|");
                        },
                        "v",
                        "v",
                        "v"),
                row(
                        "D-27",
                        "/sys",
                        s -> ask(s, 0, DIRECTORY, "/sys|").replaceFirst("^commit.*", "there"),
                        "!ENOENT|",
                        "!ENOENT|",
                        "there"),
                row(
                        "D-28",
                        "isolation",
                        s -> {
                            ask(s, 0, WRITE, "/a|old");
                            s.begin(0, 1);
                            ask(s, 1, WRITE, "/a|new");
                            return in(s, 0, 1, READ, "/a|") + " " + in(s, 0, 1, TRANSACTION_END, "T|");
                        },
                        "new OK|",
                        "old OK|",
                        "old OK|"),
                row(
                        "D-29",
                        "permissions of special nodes",
                        s -> {
                            ask(s, 0, WATCH, "//|t|");
                            return ask(s, 0, SET_PERMS, "@releaseDomain|n0|r1|")
                                    + ask(s, 0, GET_PERMS, "@releaseDomain|");
                        },
                        "OK|!EINVAL|",
                        "!ENOENT|!ENOENT|",
                        "OK|n0|r1|"),
                row(
                        "D-30",
                        "transaction id of the reply",
                        s -> in(s, 0, 9, WATCH, "/a|t|"),
                        "OK|",
                        "OK| outside",
                        "OK|"),
                row(
                        "D-31",
                        "1100 octets, relative",
                        s -> ask(s, 0, MKDIR, "x".repeat(1100) + "|"),
                        "OK|",
                        "!EINVAL|",
                        "OK|"),
                row(
                        "D-31",
                        "2100 octets, privileged",
                        s -> ask(s, 0, MKDIR, "/" + "x".repeat(2100) + "|"),
                        "!EINVAL|",
                        "!EINVAL|",
                        "OK|"),
                row(
                        "D-31",
                        "2100 octets, of a domain",
                        s -> ask(s, 2, MKDIR, "x".repeat(2100) + "|"),
                        "!EINVAL|",
                        "!EINVAL|",
                        "!EINVAL|"),
                row(
                        "D-31",
                        "a watch of 2100 octets",
                        s -> ask(s, 2, WATCH, "/" + "x".repeat(2100) + "|t|"),
                        "!EINVAL|",
                        "OK|",
                        "!EINVAL|"),
                row(
                        "D-32",
                        "events of a transaction",
                        s -> {
                            ask(s, 0, WATCH, "/a|t|");
                            s.events();
                            s.begin(1, 1);
                            in(s, 1, 1, WRITE, "/a|1");
                            in(s, 1, 1, WRITE, "/a|2");
                            in(s, 1, 1, TRANSACTION_END, "T|");
                            return events(s, 0);
                        },
                        "/a|t|",
                        "/a|t| /a|t|",
                        "/a|t|"),
                row("D-33", "UNWATCH", s -> ask(s, 0, UNWATCH, "//|t|"), "!ENOENT|", "!ENOENT|", "!EINVAL|"),
                row(
                        "D-34",
                        "WRITE of a special name",
                        s -> {
                            ask(s, 0, WATCH, "//|t|");
                            return ask(s, 0, WRITE, "@x/y|");
                        },
                        "!EINVAL|",
                        "OK|",
                        "!EINVAL|"),
                row(
                        "D-35",
                        "unknown domains",
                        s -> ask(s, 0, RELEASE, "9|") + ask(s, 0, RESUME, "9|") + ask(s, 0, SET_TARGET, "3|9|"),
                        "!ENOENT|!ENOENT|!ENOENT|",
                        "!EINVAL|!EINVAL|OK|",
                        "!ENOENT|!ENOENT|!ENOENT|"),
                row(
                        "D-36",
                        "domain 0 as a target",
                        s -> ask(s, 0, SET_TARGET, "3|0|") + ask(s, 4, WRITE, "/a|"),
                        "OK|OK|",
                        "OK|OK|",
                        "!EINVAL|!EACCES|"),
                row(
                        "D-37",
                        "a target that ends, and another with its number",
                        s -> {
                            ask(s, 0, SET_TARGET, "3|1|");
                            s.release(1);
                            s.introduce(1);
                            return s.isServed(1) ? "served" : "not served";
                        },
                        "not served",
                        "served",
                        "served"),
                row(
                        "D-38",
                        "owner of the root that ends",
                        s -> {
                            ask(s, 0, SET_PERMS, "/|n1|");
                            s.release(1);
                            return ask(s, 0, WRITE, "/x|") + ask(s, 0, GET_PERMS, "/|");
                        },
                        "!EACCES|!EACCES|",
                        "OK|n9223372036854775807|",
                        "OK|n0|"),
                row(
                        "D-39",
                        "death",
                        s -> {
                            ask(s, 2, WRITE, "x|");
                            ask(s, 0, WATCH, "/|t|");
                            s.events();
                            s.release(1);
                            return events(s, 0) + ", then " + ask(s, 0, READ, "/local/domain/1|");
                        },
                        "/local/domain/1|t|, then !ENOENT|",
                        ", then !ENOENT|",
                        "/local/domain/1|t|, then !ENOENT|"),
                row(
                        "D-40",
                        "RM above a watch",
                        s -> {
                            ask(s, 0, MKDIR, "/d|");
                            ask(s, 0, WATCH, "/d/x|t|");
                            s.events();
                            ask(s, 0, RM, "/d|");
                            return events(s, 0);
                        },
                        "",
                        "/d/x|t|",
                        ""),
                row(
                        "D-41",
                        "SET_PERMS of a missing node below one that may be written",
                        s -> {
                            ask(s, 0, SET_PERMS, "/local/domain/1|b2|");
                            return ask(s, 2, SET_PERMS, "y|n0|");
                        },
                        "!ENOENT|",
                        "!ENOENT|",
                        "!EACCES|"),
                row(
                        "D-42",
                        "root",
                        s -> {
                            ask(s, 0, WATCH, "/|t|");
                            s.events();
                            ask(s, 0, WRITE, "/|v");
                            ask(s, 0, SET_PERMS, "/|n0|r1|");
                            return events(s, 0);
                        },
                        "/|t| /|t|",
                        "",
                        "/|t| /|t|"),
                row(
                        "D-43",
                        "entries",
                        s -> {
                            ask(s, 0, MKDIR, "/a|");
                            ask(s, 0, SET_PERMS, "/a|n0|r1|");
                            s.release(1);
                            return ask(s, 0, GET_PERMS, "/a|");
                        },
                        "n0|r1|",
                        "n0|",
                        "n0|r1|"),
                row(
                        "D-44",
                        "owner that is gone",
                        s -> {
                            ask(s, 0, MKDIR, "/a|");
                            return ask(s, 0, SET_PERMS, "/a|n9|");
                        },
                        "!ENOENT|",
                        "OK|",
                        "!ENOENT|"),
                row(
                        "D-45",
                        "INTRODUCE",
                        s -> {
                            ask(s, 2, WATCH, "x|t|");
                            s.events();
                            s.introduce(1);
                            s.events();
                            ask(s, 2, WRITE, "x|");
                            return events(s, 2);
                        },
                        "",
                        "x|t|",
                        ""));
    }
}
