package dev.xylem.benchmarks.xenstore;

import dev.xylem.benchmarks.Placement;
import java.util.Arrays;
import java.util.List;

/** What is measured, one row of the table each. */
enum Line {
    READ("read", 1, Kind.ONE_AT_A_TIME),
    READ_32("read", 32, Kind.IN_FLIGHT),
    WRITE("write", 1, Kind.ONE_AT_A_TIME),
    WRITE_32("write", 32, Kind.IN_FLIGHT),
    DIRECTORY("directory", 1, Kind.ONE_AT_A_TIME),
    DIRECTORY_32("directory", 32, Kind.IN_FLIGHT),
    /** START, READ, WRITE, WRITE, END, each awaited. */
    TRANSACTION("transaction", 1, Kind.TRANSACTION),
    /** START, then READ, WRITE, WRITE and END at once. */
    TRANSACTION_BODY("transaction", 4, Kind.TRANSACTION),
    /** Events that arrive while one path is written with 32 in flight. */
    WATCH("watchers", 1, Kind.EVENTS),
    /** The same, with 20 watches of one connection. */
    WATCHES_20("watches", 20, Kind.EVENTS),
    /** The same, with a watch of each of 20 connections. */
    WATCHERS_20("watchers", 20, Kind.EVENTS),
    /** WRITE of a node and RM of it, 16 of each in flight. */
    CHURN("churn", 16, Kind.IN_FLIGHT),
    /** WRITE of every leaf of an empty tree, 32 in flight. */
    POPULATE("populate", 0, Kind.BULK),
    /** RM of the whole tree. */
    REMOVE("remove", 0, Kind.BULK),
    /** 300 clients write what a new guest needs, one transaction after the other. */
    STORM_SERIAL("storm", 300, Kind.STORM),
    /** The same with all transactions open before the first ends. */
    STORM("storm", 300, Kind.STORM);

    /** What a line is about: decides how it is measured and what it has to reach. */
    enum Kind {
        ONE_AT_A_TIME,
        IN_FLIGHT,
        TRANSACTION,
        EVENTS,
        BULK,
        STORM
    }

    private final String load;
    private final int argument;
    private final Kind kind;

    Line(String load, int argument, Kind kind) {
        this.load = load;
        this.argument = argument;
        this.kind = kind;
    }

    /** The line's name for {@code load.c}. */
    String load() {
        return load;
    }

    /** Its argument there. */
    int argument() {
        return argument;
    }

    Kind kind() {
        return kind;
    }

    /** Whether a server that polls for a while before it sleeps does anything else here than one that does not. */
    boolean showsSpinning() {
        return argument == 1 || kind == Kind.TRANSACTION;
    }

    /** As it is given on the command line. */
    String option() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Line of(String option) {
        return Arrays.stream(values())
                .filter(line -> line.option().equals(option))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no line " + option + "; there are "
                        + List.of(values()).stream().map(Line::option).toList()));
    }

    /** The least ratio to the better daemon that will do. */
    double budget(int nodes, Placement placement, boolean spinning) {
        return switch (kind) {
            case ONE_AT_A_TIME -> placement == Placement.ONE ? 1.5 : spinning ? 2 : 0.97;
            case IN_FLIGHT -> 2.5;
            case TRANSACTION ->
                placement == Placement.TWO && !spinning && this == TRANSACTION ? 1 : nodes > 1000 ? 1.5 : 1;
            case EVENTS, BULK, STORM -> 1;
        };
    }
}
