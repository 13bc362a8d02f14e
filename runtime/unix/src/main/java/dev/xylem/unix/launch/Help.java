package dev.xylem.unix.launch;

import dev.xylem.spi.Exporter;
import java.util.ArrayList;
import java.util.List;

/** What {@code --help} prints. */
final class Help {
    private Help() {}

    static String text(String program, List<Exporter> exporters) {
        List<String[]> options = new ArrayList<>();
        options.add(new String[] {"--help", "lists these options"});
        options.add(new String[] {"--set PATH=VALUE", "an initial value; may be repeated, later ones win"});
        options.add(new String[] {"--init FILE", "initial values from a file: PATH=VALUE lines, # comments"});
        for (Exporter exporter : exporters) {
            options.add(new String[] {"--" + exporter.option() + " " + exporter.operand(), exporter.summary()});
            for (Exporter.Option option : exporter.options()) {
                options.add(new String[] {"--" + option.name() + " " + option.operand(), option.summary()});
            }
        }
        int width =
                options.stream().mapToInt(option -> option[0].length()).max().orElse(0);
        StringBuilder text = new StringBuilder("Usage: " + program + " [options]\n\n");
        for (String[] option : options) {
            text.append("  ").append(option[0]).append(" ".repeat(width - option[0].length() + 2));
            text.append(option[1]).append('\n');
        }
        if (!exporters.isEmpty()) {
            text.append(
                    "\nWhere no address is given, a socket is made below $XDG_RUNTIME_DIR, or below the temporary\n");
            text.append("directory: xylem-<uid>/").append(program).append(".<option>\n");
        }
        return text.append("\nRelative paths start at the program's home. SIGTERM and SIGINT end the program.\n")
                .toString();
    }
}
