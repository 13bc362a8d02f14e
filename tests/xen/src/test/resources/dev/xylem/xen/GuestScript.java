package org.example.guest;

import dev.xylem.CommitRefusedException;
import dev.xylem.store.Store;
import dev.xylem.xen.Script;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

public final class GuestScript implements Script {
    private XylemGuest guest;

    @Override
    public void start(Consumer<String> trace, UnaryOperator<Object> root) {
        XylemGuest.Builder builder = XylemGuest.builder()
                .memoryDriver(sizeKiB -> trace.accept("effect: balloon to " + sizeKiB))
                .initial(tx -> {
                    tx.balloon().targetKiB(1000);
                    tx.sum().x(1).y(2);
                });
        root.apply(builder);
        guest = builder.start();
        guest.changes().balloon().goalKiB(c -> trace.accept("told: goal " + c.oldValue() + " to " + c.newValue()));
        guest.changes().sum().z(c -> trace.accept("told: z " + c.oldValue() + " to " + c.newValue()));
    }

    @Override
    public Store store() {
        return guest.store();
    }

    @Override
    public String act(String word) {
        String[] words = word.split(" ");
        switch (words[0]) {
            case "sum" -> guest.commit(tx -> tx.sum().x(Integer.parseInt(words[1])).y(Integer.parseInt(words[2])));
            case "limit" -> guest.commit(tx -> tx.balloon().limitKiB(Long.parseLong(words[1])));
            case "overflow" -> {
                try {
                    guest.commit(tx -> {
                        tx.balloon().targetKiB(5);
                        tx.sum().x(Integer.MAX_VALUE).y(1);
                    });
                } catch (CommitRefusedException e) {
                    return "refused: " + e.problems();
                }
            }
            case "dry" -> {
                return guest.dryRun(tx -> tx.balloon().limitKiB(7)).toString();
            }
            case "explain" -> {
                return guest.explain("balloon.goalKiB") + guest.explain("sum.z");
            }
            default -> throw new IllegalArgumentException(word);
        }
        return "done";
    }

    @Override
    public String values() {
        XylemGuest.Snapshot s = guest.snapshot();
        return s.balloon().targetKiB() + " " + s.balloon().limitKiB() + " " + s.balloon().goalKiB() + " " + s.sum().x()
                + " " + s.sum().y() + " " + s.sum().z();
    }

    @Override
    public void close() {
        guest.close();
    }
}
