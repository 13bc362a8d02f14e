package dev.xylem.benchmarks.xenstore;

import dev.xylem.benchmarks.Placement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is to be measured, and how. */
final class Options {
    static final String HELP = """
            Options, each with its default:
              --jar samples/store/target/store.jar  our server
              --rounds 9                            measurements of each server, in turns; the median counts
              --millis 200                          length of one measurement
              --warmup 3000                         milliseconds of each line before the first round, on our server
              --middles 10,1000                     size of the tree: 1 000 and 100 000 nodes
              --placements one,two                  the client on the server's CPU, and on another
              --lines LINE,...                      all but memory, churn, populate, remove and the storms
              --spin 0                              if positive, also our server with --xenstore-spin, on two CPUs
              --floor no                            yes: also a server in C that answers and does nothing else
            """;

    Path jar = Path.of("samples/store/target/store.jar");
    int rounds = 9;
    int millis = 200;
    int warmup = 3000;
    List<Integer> middles = List.of(10, 1000);
    List<Placement> placements = List.of(Placement.values());
    List<Line> lines = Arrays.stream(Line.values())
            .filter(line -> line.kind() != Line.Kind.BULK && line.kind() != Line.Kind.STORM && line != Line.CHURN)
            .toList();
    int spin;
    boolean floor;
    boolean memory;

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
            case "--jar" -> jar = Path.of(operand);
            case "--rounds" -> rounds = Integer.parseInt(operand);
            case "--millis" -> millis = Integer.parseInt(operand);
            case "--warmup" -> warmup = Integer.parseInt(operand);
            case "--middles" -> middles = parts(operand).map(Integer::valueOf).toList();
            case "--placements" ->
                placements = parts(operand)
                        .map(name -> Placement.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
            case "--lines" -> lines(operand);
            case "--spin" -> spin = Integer.parseInt(operand);
            case "--floor" -> floor = operand.equals("yes");
            default -> throw new IllegalArgumentException("unknown option " + option);
        }
    }

    private void lines(String operand) {
        List<Line> named = new ArrayList<>();
        parts(operand).forEach(name -> {
            if (name.equals("memory")) {
                memory = true;
            } else {
                named.add(Line.of(name));
            }
        });
        lines = List.copyOf(named);
    }

    private static java.util.stream.Stream<String> parts(String operand) {
        return Arrays.stream(operand.split(","));
    }
}
