package dev.xylem.benchmarks;

import java.util.List;

/** Where the client runs. The server always has CPU 0. */
public enum Placement {
    /** On the server's CPU. */
    ONE(0),
    /** On another one. */
    TWO(1);

    private final int cpu;

    Placement(int cpu) {
        this.cpu = cpu;
    }

    /** What to put before a command line so that the program runs there. */
    public List<String> pinned() {
        return List.of("taskset", "-c", Integer.toString(cpu));
    }
}
