package dev.xylem.processor.check;

import dev.xylem.processor.target.Target;
import java.util.List;
import java.util.Optional;

/** The paths that may be declared: rules P-1, P-3 and P-4 of the protocol, and no node that belongs to the store itself. */
final class Paths {
    private static final int LONGEST_ABSOLUTE = 3072;
    private static final int LONGEST_RELATIVE = 2048;
    private static final String LINK = "@";
    private static final String OWN = "/sys";

    private Paths() {}

    /**
     * Why a path cannot be declared.
     *
     * @param why the end of a sentence
     * @param mend what to do about it
     */
    record Wrong(String why, String mend) {}

    /** Why a path cannot be declared, if it cannot. */
    static Optional<Wrong> wrong(String path) {
        if (path.isEmpty()) {
            return spelling("is empty");
        }
        if (path.startsWith("@")) {
            return wrong("is a special node, which has no value", "bind the value to an ordinary path.");
        }
        boolean absolute = path.startsWith("/");
        if (path.equals("/")) {
            return wrong("is the root, which holds everything else", "bind the value to a node below it.");
        }
        for (int i = 0; i < path.length(); i++) {
            if (!legal(path.charAt(i))) {
                return spelling("has a character that no path may have: "
                        + (path.charAt(i) > ' ' && path.charAt(i) < 0x7f
                                ? "'" + path.charAt(i) + "'"
                                : String.format("U+%04X", (int) path.charAt(i))));
            }
        }
        if (path.contains("//") || path.endsWith("/")) {
            return spelling("has an empty name between or behind its slashes");
        }
        if (path.length() > (absolute ? LONGEST_ABSOLUTE : LONGEST_RELATIVE)) {
            return wrong(
                    "is longer than " + (absolute ? LONGEST_ABSOLUTE : LONGEST_RELATIVE) + " characters",
                    "shorten it.");
        }
        List<String> names = List.of(path.split("/"));
        if (names.indexOf(LINK) != names.lastIndexOf(LINK) || path.startsWith("/@/") || path.endsWith("/@")) {
            return wrong(
                    "has a link, the name '@', at its start, at its end, or twice",
                    "write @ once, between the node whose value says where to go on and the path from there.");
        }
        if (path.equals(OWN) || path.startsWith(OWN + "/")) {
            return wrong("lies in " + OWN + ", which the store itself keeps", "bind the value to another path.");
        }
        return Optional.empty();
    }

    private static Optional<Wrong> spelling(String why) {
        return wrong(why, "write names of letters, digits, '-', '_' and '@', separated by single slashes.");
    }

    private static Optional<Wrong> wrong(String why, String mend) {
        return Optional.of(new Wrong(why, mend));
    }

    private static boolean legal(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-/_@".indexOf(c) >= 0;
    }

    /** The path with its base applied; below the home of programs, where that is known, always the relative spelling. */
    static String resolve(String path, String base, Target target) {
        if (!path.startsWith("/")) {
            return base.isEmpty() ? path : base + "/" + path;
        }
        return target.home()
                .filter(home -> path.startsWith(home + "/"))
                .map(home -> path.substring(home.length() + 1))
                .orElse(path);
    }
}
