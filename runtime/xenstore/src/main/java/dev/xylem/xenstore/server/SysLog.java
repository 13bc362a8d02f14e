package dev.xylem.xenstore.server;

import dev.xylem.store.Computed;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.server.RequestLog.Level;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The access log below {@code /sys/log}: its level, which can be written, and the last lines by number. */
final class SysLog {
    /** Where the level is. */
    static final Path LEVEL = Path.of("/sys/log/level");

    private final RequestLog log;
    private volatile long changed;

    SysLog(RequestLog log) {
        this.log = log;
    }

    Computed root() {
        Computed level = new LevelNode(log.level(), changed);
        Computed lines = new Lines(log);
        return Computed.directory(() -> List.of("level", "lines"), name -> switch (name) {
            case "level" -> level;
            case "lines" -> lines;
            default -> null;
        });
    }

    /** The level of a name, EINVAL when there is none. */
    static Level level(String name) throws StoreException {
        Level level = Level.named(name);
        if (level == null) {
            throw new StoreException(
                    Errno.EINVAL,
                    name,
                    "is no level of the log: use one of "
                            + Arrays.stream(Level.values()).map(Level::key).collect(Collectors.joining(", ")));
        }
        return level;
    }

    private final class LevelNode implements Computed {
        private final Level seen;
        private final long version;

        LevelNode(Level seen, long version) {
            this.seen = seen;
            this.version = version;
        }

        @Override
        public String value() {
            return seen.key();
        }

        @Override
        public long version() {
            return version;
        }

        @Override
        public LongConsumer write(String value) throws StoreException {
            Level wanted = level(value);
            return commit -> {
                log.level(wanted);
                changed = commit;
            };
        }
    }

    /** How many lines there were; below, by number, the last ones. */
    private record Lines(RequestLog log) implements Computed {
        @Override
        public String value() {
            return Long.toString(log.lines());
        }

        @Override
        public Collection<String> names() {
            RequestLog.Last last = log.last();
            return LongStream.range(0, last.lines().size())
                    .mapToObj(i -> Long.toString(last.first() + i))
                    .toList();
        }

        @Override
        public @Nullable Computed child(String name) {
            RequestLog.Last last = log.last();
            for (int i = 0; i < last.lines().size(); i++) {
                if (name.equals(Long.toString(last.first() + i))) {
                    String line = last.lines().get(i);
                    return () -> line;
                }
            }
            return null;
        }
    }
}
