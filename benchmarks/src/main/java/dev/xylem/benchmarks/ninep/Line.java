package dev.xylem.benchmarks.ninep;

import java.util.Arrays;
import java.util.Locale;

/** What is measured. */
enum Line {
    /** 4096 octets, from the beginning of an open file. */
    READ("read", 1),
    READ_16("read", 16),
    /** Walk of two names, open, read, clunk, each awaited. */
    OPEN("open", 1),
    GETATTR("getattr", 1),
    GETATTR_16("getattr", 16),
    /** Connect, version, attach, and the end of the connection. */
    ATTACH("attach", 1),
    /** 10 000 entries, with walk, open and clunk. */
    LIST("list", 1),
    /** 100 connections wait for a commit; only ours, since diod has nothing of the kind. */
    EVENTS("events", 100);

    /** The least ratio where one request at a time is awaited: there the kernel takes nearly all the time. */
    private static final double PARITY = 0.97;

    private final String load;
    private final int argument;

    Line(String load, int argument) {
        this.load = load;
        this.argument = argument;
    }

    /** The line's name for {@code load.c}. */
    String load() {
        return load;
    }

    /** Its argument there. */
    int argument() {
        return argument;
    }

    /** As it is given on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Line of(String option) {
        return Arrays.stream(values())
                .filter(line -> line.option().equals(option))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no line " + option + "; there are "
                        + Arrays.stream(values()).map(Line::option).toList()));
    }

    /** The least ratio to diod that will do. */
    double budget() {
        return argument == 1 ? PARITY : 1;
    }
}
