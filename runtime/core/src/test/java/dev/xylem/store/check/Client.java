package dev.xylem.store.check;

import dev.xylem.store.Access;
import dev.xylem.store.Acl;
import dev.xylem.store.Caller;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelLives;
import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A session of the store that speaks the model's language: requests as {@link Op}, replies and events as text. */
final class Client implements AutoCloseable {
    private final Access access;
    private final Session session;
    private final Map<Integer, Transaction> transactions = new HashMap<>();
    private final Set<String> events = new LinkedHashSet<>();
    private final Map<String, Path> paths = new HashMap<>();

    Client(Store store, ModelCaller caller) {
        access = store.access();
        Integer target = caller.target();
        session = caller.application()
                ? store.owner()
                : store.session(
                        new Caller(
                                access.principal(ModelLives.number(caller.id())),
                                target == null ? null : access.principal(ModelLives.number(target)),
                                false),
                        this::event);
    }

    Session session() {
        return session;
    }

    /** The model has no mounts. */
    private void event(String path, byte[] token) {
        if (!path.startsWith("/sys/")) {
            events.add(path + " " + text(token));
        }
    }

    Set<String> takeEvents() {
        Set<String> taken = Set.copyOf(events);
        events.clear();
        return taken;
    }

    String apply(Op operation) {
        return apply(session, operation);
    }

    String apply(int transaction, Op operation) {
        Transaction open = transactions.get(transaction);
        return open == null ? "!ENOENT" : apply(open, operation);
    }

    /** START; {@code -} and nothing else if the number is taken. */
    String begin(int transaction) {
        if (transactions.containsKey(transaction)) {
            return "-";
        }
        return reply(() -> {
            transactions.put(transaction, session.begin());
            return "OK";
        });
    }

    String end(int transaction, boolean accept) {
        Transaction open = transactions.remove(transaction);
        if (open == null) {
            return "!ENOENT";
        }
        return reply(() -> {
            if (accept) {
                open.commit();
            } else {
                open.abort();
            }
            return "OK";
        });
    }

    String watch(ModelWatch watch) {
        return reply(() -> {
            session.watch(Path.of(watch.path()), watch.spelled(), bytes(watch.token()), watch.depth());
            return "OK";
        });
    }

    String unwatch(ModelWatch watch) {
        return reply(() -> {
            session.unwatch(Path.of(watch.path()), bytes(watch.token()));
            return "OK";
        });
    }

    void reset() {
        session.reset();
        transactions.clear();
    }

    @Override
    public void close() {
        session.close();
    }

    private String apply(Operations on, Op operation) {
        return reply(() -> {
            Path path = path(operation.path());
            return switch (operation.kind()) {
                case READ -> "=" + text(on.read(path));
                case DIRECTORY -> names(on.directory(path), path);
                case GET_PERMS -> on.permissions(path).toString();
                case WRITE -> {
                    on.write(path, bytes(operation.argument()));
                    yield "OK";
                }
                case MKDIR -> {
                    on.mkdir(path);
                    yield "OK";
                }
                case RM -> {
                    on.remove(path);
                    yield "OK";
                }
                case SET_PERMS -> {
                    on.setPermissions(
                            path, Acl.parse(List.of(operation.argument().split(",")), access));
                    yield "OK";
                }
            };
        });
    }

    private Path path(String text) throws StoreException {
        Path path = paths.get(text);
        if (path == null) {
            path = Path.parse(text, session.home());
            paths.put(text, path);
        }
        return path;
    }

    /** The model has no mounts. */
    private static String names(List<String> names, Path path) {
        Set<String> shown = new TreeSet<>(names);
        if (path.equals(Path.ROOT)) {
            shown.remove("sys");
        }
        return shown.toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] value) {
        return new String(value, StandardCharsets.ISO_8859_1);
    }

    private interface Request {
        String reply() throws StoreException;
    }

    private static String reply(Request request) {
        try {
            return request.reply();
        } catch (StoreException e) {
            return "!" + e.errno();
        }
    }
}
