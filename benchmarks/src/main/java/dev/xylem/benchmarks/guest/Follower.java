package dev.xylem.benchmarks.guest;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;

/** A value that others write, one that the program writes, and what both cause. */
@Part
abstract class Follower {
    private final Heard heard;

    protected Follower(Heard heard) {
        this.heard = heard;
    }

    /** Takes what effects say. */
    interface Heard {
        /** An effect ran with a value. */
        void take(long value);
    }

    @Input(value = "theirs/target", orElse = "0")
    abstract long theirs();

    @Input(value = "ours/target", orElse = "0")
    abstract long ours();

    @Input(value = "plain/target", orElse = "0")
    abstract long plain();

    @Derived
    static long goal(long theirs) {
        return Math.min(theirs, Long.MAX_VALUE / 2);
    }

    @Derived
    @Publish("ours/goal")
    static long ownGoal(long ours) {
        return Math.min(ours, Long.MAX_VALUE / 2);
    }

    @Effect
    void follow(long goal) {
        heard.take(goal);
    }

    @Effect
    void followOwn(long ownGoal) {
        heard.take(ownGoal);
    }

    @Effect
    void followPlain(long plain) {
        heard.take(plain);
    }
}
