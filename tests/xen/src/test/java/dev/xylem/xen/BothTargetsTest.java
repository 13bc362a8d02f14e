package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.spi.Exporter;
import dev.xylem.xenstore.Xenstore;
import dev.xylem.xenstore.client.XenstoreClient;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sample applications, from the same sources, for Unix with an embedded store and for Xen on every store: what others see, what the
 * program is told and what it says is the same, except for the name of who wrote.
 */
@Timeout(120)
class BothTargetsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    /** What a sample is asked to do, from both sides. */
    private enum Sample {
        GUEST("org.example.guest.GuestScript", "guest", "Main.java", "Demonstration.java", "DomainMain.java") {
            @Override
            void play(Play play) throws Exception {
                play.hears("effect: balloon to 1000");
                play.reads("data/goal", "1000");
                play.writes("memory/target", "2000");
                play.hears("effect: balloon to 2000", "told: goal 1000 to 2000");
                play.reads("data/goal", "2000");
                play.writes("memory/target", "3000", "memory/static-max", "2500");
                play.hears("effect: balloon to 2500", "told: goal 2000 to 2500");
                play.reads("data/goal", "2500");
                // The goal stays: no effect, and nobody is told.
                play.writes("memory/target", "2750");
                play.has("2750 2500 2500 1 2 3");
                play.acts("sum 20 22");
                play.hears("told: z 3 to 42");
                play.reads("x", "20");
                play.acts("limit 2600");
                play.hears("effect: balloon to 2600", "told: goal 2500 to 2600");
                play.reads("data/goal", "2600");
                play.acts("overflow");
                play.has("2750 2600 2600 20 22 42");
                play.reads("memory/target", "2750");
                play.acts("dry");
                play.removes("memory/static-max");
                play.hears("effect: balloon to 2750", "told: goal 2600 to 2750");
                play.reads("data/goal", "2750");
                play.acts("explain");
            }
        },
        ARP("org.example.arp.NetworkScript", "arp", "Migration.java") {
            @Override
            void play(Play play) throws Exception {
                play.hears("flow: at first Optional[Route[to=10-0-0-7, header=mac7 at port 7]]");
                play.reads("arp/10-0-0-8/mac", "mac8");
                play.writes("arp/10-0-0-9/mac", "mac9", "arp/10-0-0-9/port", "9");
                play.has("10-0-0-9", "away 0");
                play.writes("arp/10-0-0-9/port", "0");
                play.hears("told: away 0 to 1");
                play.acts("move 10-0-0-7 mac7 0");
                play.hears(
                        "told: away 1 to 2",
                        "flow: Optional[Route[to=10-0-0-7, header=mac7 at port 7]]"
                                + " to Optional[Route[to=10-0-0-7, header=mac7 by the uplink]]");
                play.reads("arp/10-0-0-7/port", "0");
                play.acts("explain");
                play.removes("arp/10-0-0-9");
                play.hears("told: away 2 to 1");
                play.acts("remove 10-0-0-7");
                play.hears(
                        "told: away 1 to 0",
                        "flow: Optional[Route[to=10-0-0-7, header=mac7 by the uplink]] to Optional.empty");
                play.writes("arp/10-0-0-7/mac", "mac7");
                play.hears(
                        "told: away 0 to 1",
                        "flow: Optional.empty to Optional[Route[to=10-0-0-7, header=mac7 by the uplink]]");
                play.has("10-0-0-7", "10-0-0-8", "away 1");
            }
        };

        private final String script;
        private final String sample;
        private final String[] without;

        Sample(String script, String sample, String... without) {
            this.script = script;
            this.sample = sample;
            this.without = without;
        }

        abstract void play(Play play) throws Exception;
    }

    /** One run of a sample; its trace is what it was told, what it said, and all its values after each step. */
    private static final class Play {
        private final Script script;
        private final XenstoreClient outside;
        private final BlockingQueue<String> heard;
        private final List<String> trace = new ArrayList<>();

        Play(Script script, XenstoreClient outside, BlockingQueue<String> heard) {
            this.script = script;
            this.outside = outside;
            this.heard = heard;
        }

        private static void await(BooleanSupplier condition, String what) {
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (!condition.getAsBoolean()) {
                assertTrue(System.nanoTime() < limit, what);
                Thread.onSpinWait();
            }
        }

        void hears(String... lines) throws InterruptedException {
            for (String line : lines) {
                assertEquals(line, heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
                trace.add(line);
            }
            trace.add(script.values());
        }

        /** Waits until the values say all of this. */
        void has(String... parts) {
            for (String part : parts) {
                await(() -> script.values().contains(part), part + " is not in " + script.values());
            }
            trace.add(script.values());
        }

        void reads(String path, String value) throws Exception {
            outside.await(nodes -> nodes.findText(path).filter(value::equals), LIMIT);
            trace.add(path + " = " + value);
        }

        void writes(String... nodes) throws Exception {
            if (nodes.length == 2) {
                outside.write(nodes[0], nodes[1]);
                return;
            }
            outside.transact(transaction -> {
                for (int i = 0; i < nodes.length; i += 2) {
                    transaction.write(nodes[i], nodes[i + 1]);
                }
                return null;
            });
        }

        void removes(String path) throws Exception {
            outside.remove(path);
        }

        void acts(String word) {
            trace.add(word + ": " + script.act(word));
        }

        /** Commits are counted from the same one on every target; who wrote is not the same. */
        List<String> trace() {
            assertEquals(List.of(), List.copyOf(heard));
            return trace.stream()
                    .map(line -> line.replaceAll("(uid|domain|user) \\d+", "PRINCIPAL"))
                    .toList();
        }
    }

    private Script script(Sample sample, URLClassLoader classes) throws Exception {
        return (Script) Class.forName(sample.script, true, classes)
                .getDeclaredConstructor()
                .newInstance();
    }

    private URLClassLoader compiled(Sample sample, String target) throws Exception {
        Path place = Files.createDirectory(directory.resolve(target));
        String name = sample.script.substring(sample.script.lastIndexOf('.') + 1) + ".java";
        Path source = place.resolve(name);
        try (InputStream text = BothTargetsTest.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(text, name), source);
        }
        List<Path> sources = new ArrayList<>(Synthesis.sample(sample.sample, sample.without));
        sources.add(source);
        Path classes = Files.createDirectory(place.resolve("classes"));
        Synthesis.compile(classes, target, sources);
        return Synthesis.load(classes);
    }

    private static List<String> played(Sample sample, Script script, Optional<Path> store) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (script) {
            script.start(heard::add, builder -> {
                store.ifPresent(socket -> xenstore(builder, socket));
                return builder;
            });
            if (store.isPresent()) {
                return played(sample, script, store.get(), heard);
            }
            Path place = Files.createTempDirectory("xylem");
            try (Exporter.Service service =
                    new Xenstore().open(script.store(), place.resolve("socket").toString())) {
                return played(sample, script, Path.of(service.address()), heard);
            }
        }
    }

    private static List<String> played(Sample sample, Script script, Path socket, BlockingQueue<String> heard)
            throws Exception {
        try (XenstoreClient outside = XenstoreClient.connect(socket)) {
            Play play = new Play(script, outside, heard);
            sample.play(play);
            return play.trace();
        }
    }

    /** The one thing that differs between builders: where the root store is. */
    private static void xenstore(Object builder, Path socket) {
        try {
            builder.getClass().getMethod("xenstore", Path.class).invoke(builder, socket);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameOnEveryTarget(Sample sample) throws Exception {
        List<String> onUnix;
        try (URLClassLoader classes = compiled(sample, Synthesis.UNIX)) {
            onUnix = played(sample, script(sample, classes), Optional.empty());
        }
        assertTrue(onUnix.size() > 15, onUnix::toString);
        try (URLClassLoader classes = compiled(sample, Synthesis.XEN)) {
            for (RunningStore.Kind kind : RunningStore.Kind.values()) {
                Path place = Files.createDirectory(directory.resolve(kind.name()));
                try (RunningStore store = RunningStore.start(kind, place)) {
                    assertEquals(
                            String.join("\n", onUnix),
                            String.join("\n", played(sample, script(sample, classes), Optional.of(store.socket()))),
                            kind.name());
                }
            }
        }
    }
}
