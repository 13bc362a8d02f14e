package dev.xylem.store;

import dev.xylem.Problem;
import java.util.List;

/** A commit that the application refused whole. Store and graph are as before. */
public final class RefusedException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** A refusal for the given reasons, of which there is at least one. */
    public RefusedException(List<Problem> problems) {
        super(
                Errno.EINVAL,
                problems.get(0).path(),
                problems.size() == 1
                        ? problems.get(0).rule()
                        : problems.get(0).rule() + " (and " + (problems.size() - 1) + " more problems)");
        this.problems = List.copyOf(problems);
    }

    /** Every reason. */
    public List<Problem> problems() {
        return problems;
    }
}
