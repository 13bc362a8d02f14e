package org.example.guest;

import dev.xylem.Problem;
import dev.xylem.store.Path;
import dev.xylem.store.RefusedException;
import dev.xylem.store.StoreException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Walks through what a generated program does, and says so. */
final class Demonstration {
    private final PrintStream out;

    /** What the driver was told; effects run on a thread of their own. */
    private final BlockingQueue<Long> driven = new LinkedBlockingQueue<>();

    Demonstration(PrintStream out) {
        this.out = out;
    }

    void run() throws StoreException, InterruptedException {
        say("Seed the store with memory/target = 131072, x = 2, y = 3, and start.");
        try (XylemGuest guest = XylemGuest.builder()
                .memoryDriver(driven::add)
                .initial(tx -> {
                    tx.balloon().targetKiB(131_072);
                    tx.sum().x(2).y(3);
                })
                .start()) {
            show("effect, with the first values: driver.balloonTo(" + driven.take() + ")");
            show("z = x + y = " + guest.sum().z());

            say("Commit x = 20 and y = 22 together. z is never seen half changed.");
            guest.commit(tx -> tx.sum().x(20).y(22));
            show("z = x + y = " + guest.sum().z());

            say("Commit memory/target = 262144. The goal follows, and the effect runs once.");
            guest.commit(tx -> tx.balloon().targetKiB(262_144));
            show("goal = " + guest.balloon().goalKiB() + " KiB, published at data/goal: " + read(guest, "data/goal"));
            show("effect: driver.balloonTo(" + driven.take() + ")");

            say("Commit memory/static-max = 2097152. The goal stays as it is, so no effect runs.");
            guest.commit(tx -> tx.balloon().limitKiB(2_097_152));
            show("goal = " + guest.balloon().goalKiB() + " KiB, effects waiting: " + driven.size());

            say("Write memory/target = banana, as any client of the store could.");
            try {
                guest.store().owner().write(path(guest, "memory/target"), "banana".getBytes(StandardCharsets.UTF_8));
            } catch (RefusedException e) {
                for (Problem problem : e.problems()) {
                    show("refused: " + problem);
                }
            }
            show("as before: memory/target = " + read(guest, "memory/target") + ", goal = "
                    + guest.balloon().goalKiB() + " KiB");

            say("Ask where the goal comes from.");
            guest.explain("balloon.goalKiB").lines().forEach(this::show);
        }
        out.println();
        out.println("Done. To drive it with Xen's own tools: java -jar guest.jar serve");
    }

    private void say(String text) {
        out.println();
        out.println("* " + text);
    }

    private void show(String text) {
        out.println("    " + text);
    }

    private static String read(XylemGuest guest, String relative) throws StoreException {
        return new String(guest.store().owner().read(path(guest, relative)), StandardCharsets.UTF_8);
    }

    private static Path path(XylemGuest guest, String relative) throws StoreException {
        return Path.parse(relative, guest.store().home());
    }
}
