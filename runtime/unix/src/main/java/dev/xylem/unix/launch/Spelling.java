package dev.xylem.unix.launch;

import java.util.List;
import java.util.Optional;

/** Finds what a misspelled word was meant to be. */
final class Spelling {
    private Spelling() {}

    /** The known word that is fewest edits away, if that is at most a third of its length. The first of equals. */
    static Optional<String> nearest(String word, List<String> known) {
        String best = null;
        int distance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int edits = edits(word, candidate);
            if (edits < distance && edits <= Math.max(1, candidate.length() / 3)) {
                best = candidate;
                distance = edits;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The Levenshtein distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substitute = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
