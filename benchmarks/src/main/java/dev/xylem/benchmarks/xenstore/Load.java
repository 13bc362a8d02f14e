package dev.xylem.benchmarks.xenstore;

import dev.xylem.benchmarks.Placement;
import dev.xylem.benchmarks.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The measuring client, {@code load.c}: compiled here, run as a process of its own. */
final class Load {
    private final Program program;

    private Load(Program program) {
        this.program = program;
    }

    /** Compiles the client into a directory. */
    static Load compiled(Path directory) throws IOException {
        return new Load(Program.compiled(Load.class, directory));
    }

    /** Loads a server for a while and returns the named numbers that the client printed. */
    Map<String, Double> run(Server server, Line line, Placement placement, int milliseconds) throws IOException {
        return program.run(
                placement,
                List.of(
                        server.daemon().socket().toString(),
                        Integer.toString(server.middles()),
                        line.load(),
                        Integer.toString(line.argument()),
                        Integer.toString(line == Line.STORM_SERIAL ? 0 : milliseconds)));
    }
}
