package dev.xylem.unix.launch;

import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.spi.Exporter;
import dev.xylem.spi.OptionException;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of a generated {@code main}: reads the command line, seeds and starts the program, serves its exports until
 * SIGTERM or SIGINT, closes everything.
 *
 * <p>Exit status: 0 after {@code --help} and after a clean end, 1 when the program could not start or end cleanly (every
 * problem is named on the error stream), 2 for a command line that cannot be understood.
 */
public final class Launcher {
    static final int CLEAN = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private final Program program;
    private final Host host;
    private final List<String> problems = new ArrayList<>();

    private Launcher(Program program, Host host) {
        this.program = program;
        this.host = host;
    }

    /** Runs a program to its end and exits the virtual machine. Called by generated code. */
    public static void main(String[] args, Program program) {
        StopSignal signal = new StopSignal();
        signal.exit(run(List.of(args), program, Host.system(signal::listen)));
    }

    /** What a generated program is to the launcher. */
    public interface Program {
        /** The application's name, such as {@code guest}: for messages and the default address. */
        String name();

        /** Where relative paths of {@code --set} and {@code --init} start. */
        Path home();

        /** New exporters, in the order of {@code @Export}. */
        List<Exporter> exporters();

        /**
         * Starts the program. Opens no socket.
         *
         * @param initial what its store holds before the first cycle
         * @throws CommitRefusedException with every problem of the initial values, missing ones included
         * @throws Exception when it cannot start for another reason; the message names it
         */
        Running start(Map<Path, byte[]> initial) throws Exception;
    }

    /** A started program. */
    public interface Running extends AutoCloseable {
        /** What the exports serve. */
        Exporter.Program exported();

        /** Ends the program: outstanding effects have run afterwards. Idempotent. */
        @Override
        void close();
    }

    /** A started program in terms of what exports see of it and of what ends it. */
    public static Running running(Exporter.Program exported, Runnable close) {
        return new Running() {
            @Override
            public Exporter.Program exported() {
                return exported;
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }

    static int run(List<String> args, Program program, Host host) {
        return new Launcher(program, host).run(args);
    }

    private int run(List<String> args) {
        List<Exporter> exporters = program.exporters();
        CommandLine line;
        try {
            line = CommandLine.parse(args, exporters, host.files());
        } catch (UsageException e) {
            complain(e.reason());
            host.err().println("Try: " + program.name() + " --help");
            return USAGE;
        }
        if (line.help()) {
            host.out().print(Help.text(program.name(), exporters));
            return CLEAN;
        }
        start(line, exporters);
        problems.forEach(this::complain);
        return problems.isEmpty() ? CLEAN : FAILED;
    }

    private void start(CommandLine line, List<Exporter> exporters) {
        problems.addAll(line.problems());
        Map<Path, Setting> settings = resolve(line.settings());
        if (!problems.isEmpty()) {
            return;
        }
        Map<Path, byte[]> initial = new LinkedHashMap<>();
        settings.forEach((path, setting) -> initial.put(path, setting.value()));
        try (Running running = program.start(initial)) {
            serve(running.exported(), line, exporters);
        } catch (CommitRefusedException e) {
            for (Problem problem : e.problems()) {
                problems.add(origin(problem.path(), settings) + problem);
            }
        } catch (StoreException | IllegalStateException e) {
            problems.add("cannot start: " + e.getMessage());
        } catch (InterruptedException e) {
            problems.add("interrupted while starting");
        } catch (Exception e) {
            problems.add("failed: " + e);
            e.printStackTrace(host.err());
        }
    }

    /** Settings by their absolute path, the last of each; what is no path becomes a problem. */
    private Map<Path, Setting> resolve(List<Setting> settings) {
        Map<Path, Setting> resolved = new LinkedHashMap<>();
        for (Setting setting : settings) {
            try {
                Path path = Path.parse(setting.path(), program.home());
                if (path.special()) {
                    problems.add(setting.origin() + ": " + setting.path() + " is not a path that has a value");
                } else {
                    resolved.put(path, setting);
                }
            } catch (StoreException e) {
                problems.add(setting.origin() + ": " + e.getMessage());
            }
        }
        return resolved;
    }

    private static String origin(String path, Map<Path, Setting> settings) {
        for (Map.Entry<Path, Setting> entry : settings.entrySet()) {
            if (entry.getKey().toString().equals(path)) {
                return entry.getValue().origin() + ": ";
            }
        }
        return "";
    }

    /** Serves until the host says stop. Whatever part of it fails, all that was opened is closed. */
    private void serve(Exporter.Program exported, CommandLine line, List<Exporter> exporters)
            throws InterruptedException {
        List<Exporter.Service> services = new ArrayList<>();
        try (Host.Stop stop = host.stop().get()) {
            for (Exporter exporter : exporters) {
                try {
                    services.add(exporter.open(exported, address(line, exporter)));
                } catch (IOException e) {
                    unusable(exporter, e);
                    for (Throwable also : e.getSuppressed()) {
                        if (also instanceof OptionException) {
                            unusable(exporter, also);
                        }
                    }
                }
            }
            if (problems.isEmpty()) {
                for (int i = 0; i < services.size(); i++) {
                    host.out()
                            .println(program.name() + ": serving "
                                    + exporters.get(i).option() + " at "
                                    + services.get(i).address());
                }
                host.out().flush();
                stop.await();
            }
        } finally {
            for (int i = services.size() - 1; i >= 0; i--) {
                try {
                    services.get(i).close();
                } catch (IOException e) {
                    problems.add("while closing " + services.get(i).address() + ": " + e.getMessage());
                }
            }
        }
    }

    /** Names the option that has to be mended: that of the address unless the problem is another one's. */
    private void unusable(Exporter exporter, Throwable problem) {
        String option = problem instanceof OptionException further ? further.option() : exporter.option();
        problems.add("--" + option + ": " + problem.getMessage());
    }

    private String address(CommandLine line, Exporter exporter) throws IOException {
        String named = line.addresses().get(exporter.option());
        return named != null ? named : new RuntimeDirectory(host).address(program.name(), exporter.option());
    }

    /**
     * The address at which a program serves an export that its command line does not name. Creates the directory.
     *
     * @param program the name of the program
     * @param option the option of the export, such as {@code xenstore}
     * @throws IOException when the directory cannot be made, or is not ours alone
     */
    public static String defaultAddress(String program, String option) throws IOException {
        return new RuntimeDirectory(Host.system(() -> {
                    throw new IllegalStateException("nothing runs");
                }))
                .address(program, option);
    }

    private void complain(String message) {
        host.err().println(program.name() + ": " + message);
    }

    /** One {@code PATH=VALUE} of the command line or of a file. */
    record Setting(String path, byte[] value, String origin) {
        static Setting of(String path, String value, String origin) {
            return new Setting(path, value.getBytes(StandardCharsets.UTF_8), origin);
        }
    }
}
