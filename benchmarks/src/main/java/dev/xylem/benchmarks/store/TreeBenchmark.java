package dev.xylem.benchmarks.store;

import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.store.XenAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One write into 100 000 nodes: 1000 directories below {@code /local/domain}, each with 9 devices of 10 keys. Each
 * benchmark walks through the same random paths, parsed before: so many that each is in no cache when its turn comes, or so
 * few as a program that goes on writing the same values has.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class TreeBenchmark {
    private static final byte[][] VALUES = {{'1'}, {'2'}};

    /** How many paths are written, over and over. */
    @Param({"65536", "1024"})
    private int written;

    private Path[] paths = {};
    private final Map<Path, byte[]> hashed = new HashMap<>();
    private final TreeMap<Path, byte[]> sorted = new TreeMap<>();
    private Session session;
    private CopiedTrie trie;
    private int next;

    /** Fills the store and the maps. */
    @Setup
    public void fill() throws StoreException {
        List<Path> all = new ArrayList<>();
        for (int domain = 0; domain < 1000; domain++) {
            Path home = Path.of("/local/domain/" + domain);
            all.add(home);
            for (int device = 0; device < 9; device++) {
                Path directory = home.child("device-" + device);
                all.add(directory);
                for (int key = 0; key < 10; key++) {
                    all.add(directory.child("key-" + key));
                }
            }
        }
        session = Store.builder(new XenAccess()).build().owner();
        trie = CopiedTrie.EMPTY;
        for (Path path : all) {
            session.write(path, VALUES[0]);
            trie = trie.with(path, 0, VALUES[0]);
            hashed.put(path, VALUES[0]);
            sorted.put(path, VALUES[0]);
        }
        Random random = new Random(1);
        paths = new Path[written];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = all.get(random.nextInt(all.size()));
        }
    }

    private Path path() {
        next++;
        return paths[next & written - 1];
    }

    private byte[] value() {
        return VALUES[(next & written) == 0 ? 0 : 1];
    }

    /** A write outside a transaction: access, quota, tree, watches, commit. */
    @Benchmark
    public void commit() throws StoreException {
        session.write(path(), value());
    }

    /** A transaction with one write. */
    @Benchmark
    public void transaction() throws StoreException {
        Transaction transaction = session.begin();
        transaction.write(path(), value());
        transaction.commit();
    }

    /** A read outside a transaction. */
    @Benchmark
    public byte[] read() throws StoreException {
        return session.read(path());
    }

    /** Baseline: a red-black tree, changed in place. */
    @Benchmark
    public byte[] sortedMap() {
        return sorted.put(path(), value());
    }

    /** Baseline: a hash table, changed in place. */
    @Benchmark
    public byte[] hashMap() {
        return hashed.put(path(), value());
    }

    /** Baseline: a persistent tree with nothing but names, values and sorted arrays of children. */
    @Benchmark
    public CopiedTrie pathCopying() {
        trie = trie.with(path(), 0, value());
        return trie;
    }
}
