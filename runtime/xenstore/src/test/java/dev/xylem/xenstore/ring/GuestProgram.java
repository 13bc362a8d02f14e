package dev.xylem.xenstore.ring;

import java.io.IOException;
import java.nio.file.Path;

/** A guest in a process of its own: {@code DIR DOMAIN PORT}. Prints what went wrong, or {@link #DONE}. */
public final class GuestProgram {
    static final String DONE = "guest: done";

    private static final int READ = 2;
    private static final int WATCH = 4;
    private static final int START = 6;
    private static final int END = 7;
    private static final int WRITE = 11;
    private static final int REQUESTS = 2000;

    private GuestProgram() {}

    /** Does what a guest does, and more of it. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        int domain = Integer.parseInt(args[1]);
        try (Talk talk = Talk.over(directory, domain, Integer.parseInt(args[2]), true)) {
            String home = "/local/domain/" + domain;
            expect("OK|", talk.ask(WRITE, "data/hello|from the guest"));
            expect("from the guest", talk.ask(READ, home + "/data/hello|"));
            expect("EACCES|", talk.ask(WRITE, "/tool/evil|x"));
            oneTransaction(talk);
            expect("OK|", talk.ask(WATCH, "data/ping|token|"));
            expect("data/ping|token|", talk.event());
            manyAtOnce(talk);
            expect("OK|", talk.ask(WRITE, "data/ready|1"));
            expect("data/ping|token|", talk.event());
            expect("pong", talk.ask(READ, "data/ping|"));
            expect("OK|", talk.ask(WRITE, "data/ready|2"));
        }
        System.out.println(DONE);
    }

    private static void oneTransaction(Talk talk) throws IOException {
        String begun = talk.ask(START, "|");
        int id = Integer.parseInt(begun.substring(0, begun.length() - 1));
        expect("OK|", talk.ask(WRITE, id, "data/tx|42"));
        expect("ENOENT|", talk.ask(READ, "data/tx|"));
        expect("OK|", talk.ask(END, id, "T|"));
        expect("42", talk.ask(READ, "data/tx|"));
    }

    /**
     * Values of many lengths, one thread that asks and one that takes the answers, so that messages straddle in every way and
     * both streams are full most of the time.
     */
    private static void manyAtOnce(Talk talk) throws IOException {
        Thread asking = new Thread(() -> {
            try {
                for (int i = 0; i < REQUESTS; i++) {
                    talk.send(WRITE, 0, "data/" + i % 7 + "|" + value(i));
                    talk.send(READ, 0, "data/" + i % 7 + "|");
                }
            } catch (IOException failed) {
                // The thread that waits for answers shall not wait for ever.
                failed.printStackTrace();
                talk.close();
            }
        });
        asking.start();
        for (int i = 0; i < REQUESTS; i++) {
            expect("OK|", talk.reply());
            expect(value(i), talk.reply());
        }
    }

    private static String value(int i) {
        return Character.toString('a' + i % 26).repeat(i % 1900);
    }

    private static void expect(String expected, String got) {
        if (!expected.equals(got)) {
            throw new IllegalStateException("expected " + expected + ", got " + got);
        }
    }
}
