package dev.xylem.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The daemons of Xen, as Debian packages them. */
public enum Peer {
    /** The one in C. */
    XENSTORED("xenstored") {
        @Override
        List<String> options(Path directory, List<String> settings) {
            return Stream.concat(Stream.of("--no-fork"), settings.stream()).toList();
        }

        @Override
        Map<String, String> environment(Path directory) {
            return Map.of("XENSTORED_RUNDIR", directory.toString());
        }
    },
    /** The one in OCaml. */
    OXENSTORED("oxenstored") {
        @Override
        List<String> options(Path directory, List<String> settings) throws IOException {
            Map<String, String> lines = new LinkedHashMap<>();
            lines.put("pid-file", directory.resolve("pid").toString());
            lines.put("xenstored-kva", rings(directory).resolve("xsd_kva").toString());
            lines.put("xenstored-port", rings(directory).resolve("xsd_port").toString());
            lines.put("xenstored-log-file", directory.resolve("log").toString());
            Files.write(directory.resolve("conf"), configuration(lines, settings));
            return List.of("--no-fork", "--config-file=" + directory.resolve("conf"));
        }

        @Override
        Map<String, String> environment(Path directory) {
            return Map.of(
                    "NOHYPERVISOR_SOCKET", directory.resolve(Daemon.SOCKET).toString());
        }
    };

    private static final Path CONFIGURATION = Path.of("/etc/xen/oxenstored.conf");
    private static final String PACKAGES = "xen-utils-4.17 libxen-dev gcc";

    private final String program;

    Peer(String program) {
        this.program = program;
    }

    /** The settings of the package, with ours in the place of those that they name. */
    private static List<String> configuration(Map<String, String> lines, List<String> settings) throws IOException {
        List<String> all = new ArrayList<>();
        for (String line : Files.readAllLines(CONFIGURATION)) {
            String name = line.replaceFirst("\\s*=.*", "").strip();
            boolean replaced = lines.containsKey(name)
                    || settings.stream().anyMatch(own -> own.matches(Pattern.quote(name) + "\\s*=.*"));
            if (!replaced && !line.startsWith("#")) {
                all.add(line);
            }
        }
        lines.forEach((name, value) -> all.add(name + " = " + value));
        all.addAll(settings);
        return all;
    }

    /** What is missing on this machine to run this daemon, with the command that mends it; nothing when it can run. */
    public Optional<String> missing() {
        boolean complete = executable().isPresent()
                && Files.exists(Path.of("/usr/include/xenctrl.h"))
                && Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "gcc")));
        return complete
                ? Optional.empty()
                : Optional.of(
                        program + " or what it takes to run it without Xen is missing: apt-get install " + PACKAGES);
    }

    /** The newest installed version. */
    Optional<Path> executable() {
        try (Stream<Path> libraries = Files.list(Path.of("/usr/lib"))) {
            return libraries
                    .filter(place -> place.getFileName().toString().startsWith("xen-"))
                    .map(place -> place.resolve("bin").resolve(program))
                    .filter(Files::isExecutable)
                    .max(Path::compareTo);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    static Path rings(Path directory) {
        return directory.resolve("rings");
    }

    /** The command line after the program's name; {@code settings} are options, or lines of the configuration. */
    abstract List<String> options(Path directory, List<String> settings) throws IOException;

    abstract Map<String, String> environment(Path directory);
}
