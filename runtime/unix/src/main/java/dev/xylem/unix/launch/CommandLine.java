package dev.xylem.unix.launch;

import dev.xylem.spi.Exporter;
import dev.xylem.unix.launch.Launcher.Setting;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a command line asks for.
 *
 * @param help the options are to be listed, and nothing else done
 * @param settings initial values in the order in which they were named; later ones win
 * @param problems what is wrong inside the files that were named
 * @param addresses where to serve, by the option of the export
 */
record CommandLine(boolean help, List<Setting> settings, List<String> problems, Map<String, String> addresses) {
    private static final String HELP = "help";
    private static final String SET = "set";
    private static final String INIT = "init";

    static CommandLine parse(List<String> args, List<Exporter> exporters, FileSystem files) throws UsageException {
        Parser parser = new Parser(exporters, files);
        parser.parse(args.iterator());
        return new CommandLine(parser.help, parser.settings, parser.problems, parser.addresses);
    }

    private static final class Parser {
        private final List<String> exports;
        private final Map<String, Exporter.Option> further = new LinkedHashMap<>();
        private final FileSystem files;
        private final List<Setting> settings = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Map<String, String> addresses = new HashMap<>();
        private boolean help;

        Parser(List<Exporter> exporters, FileSystem files) {
            this.exports = exporters.stream().map(Exporter::option).toList();
            this.files = files;
            for (Exporter exporter : exporters) {
                exporter.options().forEach(option -> further.put(option.name(), option));
            }
        }

        void parse(Iterator<String> args) throws UsageException {
            while (args.hasNext()) {
                String arg = args.next();
                if (!arg.startsWith("--")) {
                    throw new UsageException("unexpected argument " + arg + ": everything here is an option");
                }
                int equals = arg.indexOf('=');
                String option = arg.substring(2, equals < 0 ? arg.length() : equals);
                if (option.equals(HELP)) {
                    help = true;
                    continue;
                }
                requireKnown(option);
                if (equals < 0 && !args.hasNext()) {
                    throw new UsageException("--" + option + " needs an operand");
                }
                accept(option, equals < 0 ? args.next() : arg.substring(equals + 1));
            }
        }

        private void requireKnown(String option) throws UsageException {
            List<String> known = Stream.of(Stream.of(HELP, SET, INIT), exports.stream(), further.keySet().stream())
                    .flatMap(names -> names)
                    .toList();
            if (!known.contains(option)) {
                throw new UsageException("unknown option --" + option
                        + Spelling.nearest(option, known)
                                .map(near -> ": did you mean --" + near + "?")
                                .orElseGet(() ->
                                        known.stream().collect(Collectors.joining(", --", ": there are --", ""))));
            }
        }

        private void accept(String option, String operand) throws UsageException {
            switch (option) {
                case SET -> set(operand);
                case INIT -> init(operand);
                default -> {
                    Exporter.Option named = further.get(option);
                    if (named != null) {
                        set(named, operand);
                        return;
                    }
                    if (operand.isEmpty()) {
                        throw new UsageException("--" + option + " needs an address");
                    }
                    if (addresses.put(option, operand) != null) {
                        throw new UsageException("--" + option + " is given twice");
                    }
                }
            }
        }

        private static void set(Exporter.Option option, String operand) throws UsageException {
            try {
                option.set().accept(operand);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--" + option.name() + " " + operand + ": " + e.getMessage());
            }
        }

        private void set(String operand) throws UsageException {
            int equals = operand.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--set " + operand + ": write it as PATH=VALUE");
            }
            settings.add(Setting.of(operand.substring(0, equals), operand.substring(equals + 1), "--set"));
        }

        private void init(String operand) throws UsageException {
            try {
                InitFile file = InitFile.read(files.getPath(operand));
                settings.addAll(file.settings());
                problems.addAll(file.problems());
            } catch (InvalidPathException e) {
                throw new UsageException("--init: " + e.getMessage());
            }
        }
    }
}
