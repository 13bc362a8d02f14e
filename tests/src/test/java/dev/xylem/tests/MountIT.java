package dev.xylem.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Linux's own client mounts the built guest, in all three versions of the protocol, while XenStore's tools work on the same
 * store. What is done there, the scripts beside this class say.
 */
class MountIT {
    private static final Pattern CHECK = Pattern.compile("(?m)^ *(?:ok|no|is) ([\\w-]+) ");
    private static final List<String> GNU =
            List.of("/usr/bin/dd", "/lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/libc.so.6");

    private Path directory;
    private Running guest;
    private Tool tool;
    private Relay relay;

    @BeforeEach
    void serve() throws Exception {
        Linux.require();
        Tool.require("xenstore-write", "xenstore-utils");
        directory = Scratch.directory();
        Path ninep = directory.resolve("9p.sock");
        Path xenstore = directory.resolve("xen.sock");
        tool = new Tool(xenstore);
        guest = Running.jar(
                Repository.sample("guest"),
                "serve",
                "--init",
                Files.writeString(directory.resolve("init"), nodes()).toString(),
                "--xenstore",
                xenstore.toString(),
                "--ninep",
                ninep + ",tcp!127.0.0.1!0");
        guest.await("guest: serving ninep at " + ninep);
        relay = new Relay(ninep);
    }

    @AfterEach
    void end() throws IOException {
        if (guest != null) {
            guest.close();
        }
        if (relay != null) {
            relay.close();
        }
    }

    /** 10 000 nodes in 20 directories, and some for the checks. */
    private static String nodes() {
        StringBuilder nodes = new StringBuilder("/few/a=1\n/few/b=needle\n/few/c/d=3\n/few/c/e=4\n/ev=0\n/step=\n");
        for (int i = 0; i < 10_000; i++) {
            nodes.append("/n/d" + (1 + i / 500) + "/entry-with-a-long-name-" + i + "=" + i + "\n");
        }
        for (int i = 1; i <= 100; i++) {
            nodes.append("/hundred/k" + i + "=" + i + "\n");
        }
        return nodes.toString();
    }

    private Archive initrd() throws IOException, InterruptedException {
        String serving = guest.await("guest: serving ninep at ");
        String init = Linux.resource("linux-init.sh")
                .replace("@MODULES@", Linux.moduleNames())
                .replace("@UNIX@", Integer.toString(relay.port()))
                .replace("@TCP@", serving.substring(serving.lastIndexOf('!') + 1));
        Archive initrd = new Archive().file("init", init.getBytes(UTF_8));
        for (String script : List.of("operations.sh", "operations-linux.sh", "operations-tcp.sh")) {
            initrd.file(script, Linux.resource("linux-" + script).getBytes(UTF_8));
        }
        // The dd of the shell cannot open without blocking.
        for (String file : GNU) {
            String name = file.contains("/ld-") ? "ld.so" : file.substring(file.lastIndexOf('/') + 1);
            initrd.file("gnu/" + name, Files.readAllBytes(Path.of(file)));
        }
        return initrd;
    }

    @Test
    void linuxMountsTheGuest() throws Exception {
        try (Running linux = Linux.require().boot(initrd(), directory)) {
            linux.await("9p|9p2000.L|host|write");
            tool.ok("xenstore-write", "memory/target", "300000");
            step("write");

            linux.await("9p|9p2000.L|host|banana");
            assertNotEquals(
                    0, tool.run("xenstore-write", "memory/target", "banana").status());
            try (Running watch = tool.start("xenstore-watch", "data/goal")) {
                watch.await("data/goal"); // a new watch fires at once
                step("banana");

                linux.await("9p|9p2000.L|host|check");
                watch.await(2, "data/goal");
            }
            assertEquals("400000", tool.ok("xenstore-read", "data/goal"));
            guest.await("balloon: resize to 400000 KiB");
            step("check");

            linux.await("9p|9p2000.u|at|");
            linux.await("9p|9p2000|at|");
            linux.await("9p|tcp|end|");
            assertEquals(0, linux.status(), linux::output);
            List<String> failed = linux.output()
                    .lines()
                    .filter(line -> line.startsWith("9p|") && line.contains("|FAILED|"))
                    .toList();
            assertEquals(List.of(), failed, linux::output);
            assertEquals(expected(), passed(linux), linux::output);
        }
    }

    private void step(String word) throws IOException, InterruptedException {
        tool.ok("xenstore-write", "/step", "9p2000.L-" + word);
    }

    private static List<String> passed(Running linux) {
        return linux.output()
                .lines()
                .filter(line -> line.startsWith("9p|") && line.contains("|ok|"))
                .toList();
    }

    /** Every check of every script, so that none is left out unseen. */
    private static List<String> expected() throws IOException {
        List<String> expected = new ArrayList<>();
        for (String version : List.of("9p2000.L", "9p2000.u", "9p2000", "tcp")) {
            expected.add("9p|" + version + "|ok|mount");
            if (version.equals("tcp")) {
                checks(version, "linux-operations-tcp.sh", expected);
            } else {
                checks(version, "linux-operations.sh", expected);
            }
            if (version.equals("9p2000.L")) {
                checks(version, "linux-operations-linux.sh", expected);
            }
            expected.add("9p|" + version + "|ok|umount");
        }
        return expected;
    }

    private static void checks(String version, String script, List<String> expected) throws IOException {
        Matcher check = CHECK.matcher(Linux.resource(script));
        while (check.find()) {
            expected.add("9p|" + version + "|ok|" + check.group(1));
        }
    }
}
