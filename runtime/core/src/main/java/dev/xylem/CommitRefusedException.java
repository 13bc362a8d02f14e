package dev.xylem;

import java.util.List;
import java.util.stream.Collectors;

/** A commit that was refused whole: store and values are as before. */
public final class CommitRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** A refusal for the given reasons, of which there is at least one. */
    public CommitRefusedException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n  ", "commit refused\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** Every reason, in the order of the paths. */
    public List<Problem> problems() {
        return problems;
    }
}
