package org.example.guest;

import dev.xylem.unix.launch.Launcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Without arguments a demonstration; with {@code serve}, the generated program until SIGTERM. */
public final class Main {
    private static final String EXPORT = "--xenstore";

    private Main() {}

    /**
     * Starts the guest.
     *
     * @param args nothing, or {@code serve} and options of the generated program ({@code serve --help} lists them)
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            new Demonstration(System.out).run();
        } else if (args[0].equals("serve")) {
            serve(Arrays.asList(args).subList(1, args.length));
        } else {
            System.err.println("usage: guest [serve [options]]; serve --help lists the options");
            System.exit(2);
        }
    }

    private static void serve(List<String> options) throws IOException {
        List<String> args = new ArrayList<>(List.of("--set", "memory/target=131072"));
        args.addAll(options);
        int named = args.indexOf(EXPORT);
        if (named < 0 && !args.contains("--help")) {
            named = args.size();
            args.add(EXPORT);
            args.add(Launcher.defaultAddress("guest", "xenstore"));
        }
        if (named >= 0 && named + 1 < args.size()) {
            System.out.println("To be tried from another terminal:");
            System.out.println("  XENSTORED_PATH=" + args.get(named + 1) + " xenstore-write memory/target 262144");
        }
        XylemGuest.main(args.toArray(String[]::new));
    }
}
