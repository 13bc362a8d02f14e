package dev.xylem.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process whose output is read line by line as it comes. Closing it kills it. */
final class Running implements AutoCloseable {
    /** Nothing here takes a second; a machine under load gets this much. */
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    Running(ProcessBuilder builder) throws IOException {
        process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        reader = new Thread(this::read, "output of " + builder.command().get(0));
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a runnable jar on the JDK of this test. */
    static Running jar(Path jar, String... arguments) throws IOException {
        return new Running(java("-jar", jar, arguments));
    }

    /** A command line of java on the JDK of this test. Addresses that it does not name lie where nobody else has any. */
    static ProcessBuilder java(String option, Path jar, String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add(option);
        line.add(jar.toString());
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("XDG_RUNTIME_DIR", Scratch.directory().toString());
        return builder;
    }

    /** Waits for a line that begins so, and returns the first. */
    String await(String prefix) throws InterruptedException {
        return await(1, line -> line.startsWith(prefix), "a line that begins with '" + prefix + "'")
                .get(0);
    }

    /** Waits for a number of lines that begin so, and returns all that have come by then. */
    List<String> await(int count, String prefix) throws InterruptedException {
        return await(count, line -> line.startsWith(prefix), count + " lines that begin with '" + prefix + "'");
    }

    private synchronized List<String> await(int count, Predicate<String> wanted, String what)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            List<String> found = lines.stream().filter(wanted).toList();
            if (found.size() >= count) {
                return found;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                return fail("waited for " + what + (ended ? " until the end of" : " in vain in") + " the output:\n"
                        + String.join("\n", lines));
            }
            wait(left);
        }
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end of the process and of its output. */
    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return fail("still runs after " + PATIENCE_SECONDS + " s; its output:\n" + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** Everything that has been printed by now. */
    synchronized String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (this) {
                    lines.add(line);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }
}
