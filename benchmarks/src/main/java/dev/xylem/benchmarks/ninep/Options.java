package dev.xylem.benchmarks.ninep;

import dev.xylem.benchmarks.Placement;
import dev.xylem.benchmarks.ninep.Server.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is to be measured, and how. */
final class Options {
    static final String HELP = """
            Options, each with its default:
              --rounds 9               measurements of each server, in turns; the median counts
              --millis 200             length of one measurement
              --warmup 1500            milliseconds of each line before the first round, on our server
              --placements one,two     the client on the server's CPU, and on another
              --transports unix,tcp    Unix-domain sockets, and TCP to this machine
              --lines LINE,...         all
              --java OPTION            an option of our server's JVM
            """;

    int rounds = 9;
    int millis = 200;
    int warmup = 1500;
    List<Placement> placements = List.of(Placement.values());
    List<Transport> transports = List.of(Transport.values());
    List<Line> lines = List.of(Line.values());
    List<String> java = List.of();

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException when it is wrong
     */
    static Options parse(String[] arguments) {
        Options options = new Options();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs an operand");
            }
            options.set(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private void set(String option, String operand) {
        switch (option) {
            case "--rounds" -> rounds = Integer.parseInt(operand);
            case "--millis" -> millis = Integer.parseInt(operand);
            case "--warmup" -> warmup = Integer.parseInt(operand);
            case "--placements" ->
                placements = parts(operand)
                        .map(name -> Placement.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
            case "--transports" ->
                transports = parts(operand)
                        .map(name -> Transport.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
            case "--lines" -> lines = parts(operand).map(Line::of).toList();
            case "--java" -> java = List.of(operand);
            default -> throw new IllegalArgumentException("unknown option " + option);
        }
    }

    private static Stream<String> parts(String operand) {
        return Arrays.stream(operand.split(",", -1));
    }
}
