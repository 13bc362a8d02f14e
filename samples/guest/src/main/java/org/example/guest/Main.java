package org.example.guest;

import dev.xylem.unix.launch.Launcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Without arguments a demonstration; with {@code serve}, the generated program until SIGTERM. */
public final class Main {
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
        if (!args.contains("--help")) {
            String xenstore = address(args, "xenstore");
            String ninep = address(args, "ninep");
            System.out.println("To be tried from another terminal:");
            System.out.println("  XENSTORED_PATH=" + xenstore + " xenstore-write memory/target 262144");
            if (ninep.startsWith("/")) {
                System.out.println("  diodcat -s " + ninep + " -a '' values/balloon/goalKiB");
            }
        }
        XylemGuest.main(args.toArray(String[]::new));
    }

    /** The address of an export, which is put among the options if it is not there. */
    private static String address(List<String> args, String export) throws IOException {
        int named = args.indexOf("--" + export);
        if (named < 0) {
            args.add("--" + export);
            args.add(Launcher.defaultAddress("guest", export));
        }
        int operand = args.indexOf("--" + export) + 1;
        return operand < args.size() ? args.get(operand) : "";
    }
}
