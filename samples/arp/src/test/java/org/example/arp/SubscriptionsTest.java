package org.example.arp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.Change;
import dev.xylem.family.KeySubscription;
import dev.xylem.family.Keyed;
import dev.xylem.graph.Effects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private static final Ip KEY = Ip.parse("10-0-0-1");

    /** One subscriber: what it began with and what it was told. */
    private static final class Heard {
        private final List<Change<Optional<Entry>>> told = Collections.synchronizedList(new ArrayList<>());
        private final KeySubscription<Entry> subscription;

        Heard(Keyed<Ip, Entry> table) {
            subscription = table.subscribe(KEY, "heard", told::add);
        }

        /** The first value and every change after it make one sequence without a gap or a repetition. */
        void check(int last) {
            Optional<Entry> at = subscription.initial();
            for (Change<Optional<Entry>> change : told) {
                assertEquals(at, change.oldValue());
                assertEquals(
                        at.orElseThrow().port() + 1,
                        change.newValue().orElseThrow().port());
                at = change.newValue();
            }
            assertEquals(last, at.orElseThrow().port());
        }
    }

    /** Rule 8: subscribers that come in the middle of commits miss none and hear of none twice. */
    @Test
    void rule8WhoComesWhileOthersCommitHearsOfEachChangeOnce() throws InterruptedException {
        int commits = 3000;
        List<Heard> heard = Collections.synchronizedList(new ArrayList<>());
        try (XylemNetwork network = XylemNetwork.builder()
                .effects(Effects.direct())
                .initial(tx -> tx.neighbours().arp(KEY, new Entry("mac", 0)))
                .start()) {
            Keyed<Ip, Entry> table = network.changes().neighbours().arp();
            AtomicInteger done = new AtomicInteger();
            Thread committing = new Thread(() -> {
                for (int i = 1; i <= commits; i++) {
                    int port = i;
                    network.commit(tx -> tx.neighbours().arp(KEY, new Entry("mac", port)));
                    done.set(i);
                }
            });
            committing.start();
            while (done.get() < commits && heard.size() < 500) {
                heard.add(new Heard(table));
                // Others come and go, so that the key is without subscribers now and then.
                new Heard(table).subscription.close();
                if (heard.size() % 50 == 1) {
                    Thread.yield();
                }
            }
            committing.join();
            heard.forEach(one -> one.check(commits));
            assertEquals(heard.size(), table.dependents(KEY).size());
        }
    }
}
