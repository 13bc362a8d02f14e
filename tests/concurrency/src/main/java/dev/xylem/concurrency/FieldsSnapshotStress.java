package dev.xylem.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The values of a snapshot are of one commit. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "as promised")
@Outcome(expect = FORBIDDEN, desc = "values of two commits")
@State
public class FieldsSnapshotStress {
    private static final Committed PROGRAM = new Committed.InFields();

    /** Commits. */
    @Actor
    public void writer() {
        PROGRAM.next();
    }

    /** Reads meanwhile. */
    @Actor
    public void reader(Z_Result promised) {
        Committed.Seen seen = PROGRAM.snapshot();
        promised.r1 = seen.first() == seen.last();
    }
}
