package dev.xylem.processor.option;

import dev.xylem.processor.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The options of the processor, and the one class that reads them.
 *
 * @param target what to synthesise for
 * @param constants the texts of constants
 */
public record Options(Target target, GivenConstants constants) {
    private static final String PREFIX = "xylem.";

    /** {@code -Axylem.target=NAME}. */
    public static final String TARGET = PREFIX + "target";

    /** {@code -Axylem.constants=FILE}. */
    public static final String CONSTANTS = PREFIX + "constants";

    private static final String SET = PREFIX + "set.";

    /** Whether an option is {@code -Axylem.set.KEY=TEXT}. */
    public static boolean setsConstant(String option) {
        return option.startsWith(SET) && option.length() > SET.length();
    }

    /**
     * What was read.
     *
     * @param options the options; those that are wrong have their defaults
     * @param wrong what is wrong, in the order of the options' names
     */
    public record Outcome(Options options, List<Wrong> wrong) {
        public Outcome {
            wrong = List.copyOf(wrong);
        }
    }

    /** An option that is unknown or has an unknown value, and what to do about it. */
    public record Wrong(String what, String mend) {}

    /** The names of all options. */
    public static Set<String> names() {
        return Set.of(CONSTANTS, TARGET);
    }

    /** Reads the options given to the compiler; those of other processors are left alone. */
    public static Outcome read(Map<String, String> given) {
        List<Wrong> wrong = new ArrayList<>();
        for (String name : new TreeMap<>(given).keySet()) {
            if (name.startsWith(PREFIX) && !names().contains(name) && !setsConstant(name)) {
                wrong.add(new Wrong(
                        "There is no option -A" + name + ".",
                        "use one of these: "
                                + names().stream()
                                        .sorted()
                                        .collect(Collectors.joining(", ", "", ", " + SET + "KEY."))));
            }
        }
        List<Target> targets = Target.all();
        Target target = targets.get(0);
        String wanted = given.get(TARGET);
        if (wanted != null) {
            Optional<Target> found =
                    targets.stream().filter(t -> t.name().equals(wanted)).findFirst();
            if (found.isEmpty()) {
                wrong.add(new Wrong(
                        "-A" + TARGET + "=" + wanted + " names no target.",
                        "use one of these: "
                                + targets.stream().map(Target::name).collect(Collectors.joining(", ", "", "."))));
            }
            target = found.orElse(target);
        }
        return new Outcome(new Options(target, constants(given, wrong)), wrong);
    }

    private static GivenConstants constants(Map<String, String> given, List<Wrong> wrong) {
        Map<String, GivenConstants.Given> constants = new HashMap<>();
        String file = given.get(CONSTANTS);
        if (file != null) {
            try {
                constants.putAll(ConstantsFile.read(file));
            } catch (IOException e) {
                wrong.add(new Wrong(
                        "The file of -A" + CONSTANTS + "=" + file + " cannot be read: " + e + ".",
                        "name a properties file in UTF-8, by an absolute path or one from where the compiler runs."));
            }
        }
        given.forEach((name, text) -> {
            if (setsConstant(name)) {
                String value = text == null ? "" : text;
                constants.put(name.substring(SET.length()), new GivenConstants.Given(value, "-A" + name));
            }
        });
        return new GivenConstants(constants);
    }
}
