package dev.xylem.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A snapshot is not older than a value that its reader has seen before. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "as promised")
@Outcome(expect = FORBIDDEN, desc = "back to an earlier commit")
@State
public class ArraysForwardStress {
    private static final Committed PROGRAM = new Committed.InArrays();

    /** Commits. */
    @Actor
    public void writer() {
        PROGRAM.next();
    }

    /** Reads meanwhile. */
    @Actor
    public void reader(Z_Result promised) {
        int before = PROGRAM.last();
        promised.r1 = PROGRAM.snapshot().first() >= before;
    }
}
