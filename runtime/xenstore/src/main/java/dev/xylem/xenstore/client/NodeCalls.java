package dev.xylem.xenstore.client;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The operations on nodes as requests; who extends this says on which connection and in which transaction. */
abstract class NodeCalls implements NodeAccess {
    final Exchange exchange;

    NodeCalls(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The connection for the next request. */
    abstract Connection connection() throws XenstoreException;

    /** The transaction of requests, or 0. */
    abstract int transaction();

    /** Hears of each request that was sent without waiting. */
    abstract void sent(Pending pending);

    Request request(MessageType type, String... arguments) throws XenstoreException {
        return Request.of(type, transaction(), arguments);
    }

    <T> T call(Request request, Decoder<T> decoder) throws XenstoreException {
        return exchange.call(connection(), request, decoder);
    }

    private void call(Request request) throws XenstoreException {
        call(request, payload -> payload);
    }

    @Override
    public byte[] read(String path) throws XenstoreException {
        return call(request(MessageType.READ, path), payload -> payload);
    }

    @Override
    public String readText(String path) throws XenstoreException {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> find(String path) throws XenstoreException {
        return present(() -> read(path));
    }

    @Override
    public Optional<String> findText(String path) throws XenstoreException {
        return present(() -> readText(path));
    }

    @Override
    public List<Optional<byte[]>> findAll(List<String> paths) throws XenstoreException {
        Connection connection = connection();
        List<Pending> requests = new ArrayList<>(paths.size());
        List<Optional<byte[]>> values = new ArrayList<>(paths.size());
        for (String path : paths) {
            requests.add(exchange.begin(connection, request(MessageType.READ, path), null));
        }
        for (Pending request : requests) {
            values.add(present(() -> exchange.finish(request, payload -> payload)));
        }
        return values;
    }

    @Override
    public boolean exists(String path) throws XenstoreException {
        return find(path).isPresent();
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        return Listing.of(this, path);
    }

    @Override
    public Optional<List<String>> findList(String path) throws XenstoreException {
        return present(() -> list(path));
    }

    @Override
    public List<Permission> permissions(String path) throws XenstoreException {
        return call(request(MessageType.GET_PERMS, path), NodeCalls::decodePermissions);
    }

    private static List<Permission> decodePermissions(byte[] payload) throws MalformedReplyException {
        List<Permission> permissions = new ArrayList<>();
        for (String text : Text.list(payload, "GET_PERMS")) {
            try {
                permissions.add(Permission.of(text));
            } catch (IllegalArgumentException malformed) {
                throw new MalformedReplyException("in the reply to GET_PERMS " + malformed.getMessage());
            }
        }
        return List.copyOf(permissions);
    }

    @Override
    public void write(String path, byte[] value) throws XenstoreException {
        call(Request.write(transaction(), path, value));
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        write(path, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void mkdir(String path) throws XenstoreException {
        call(request(MessageType.MKDIR, path));
    }

    @Override
    public void remove(String path) throws XenstoreException {
        call(request(MessageType.RM, path));
    }

    @Override
    public void setPermissions(String path, List<Permission> permissions) throws XenstoreException {
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("permissions need at least the entry of the owner");
        }
        String[] arguments = new String[permissions.size() + 1];
        arguments[0] = path;
        for (int i = 1; i < arguments.length; i++) {
            arguments[i] = permissions.get(i - 1).toString();
        }
        call(request(MessageType.SET_PERMS, arguments));
    }

    @Override
    public CompletionStage<byte[]> readAsync(String path) {
        return later(() -> request(MessageType.READ, path), payload -> payload);
    }

    @Override
    public CompletionStage<List<String>> listAsync(String path) {
        return later(() -> request(MessageType.DIRECTORY, path), payload -> Text.list(payload, "DIRECTORY"));
    }

    @Override
    public CompletionStage<Void> writeAsync(String path, byte[] value) {
        byte[] copy = value.clone();
        return laterVoid(() -> Request.write(transaction(), path, copy));
    }

    @Override
    public CompletionStage<Void> writeAsync(String path, String value) {
        return laterVoid(() -> Request.write(transaction(), path, value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public CompletionStage<Void> removeAsync(String path) {
        return laterVoid(() -> request(MessageType.RM, path));
    }

    private CompletionStage<Void> laterVoid(Asked<Request> request) {
        return later(request, payload -> payload).thenAccept(payload -> {});
    }

    private <T> CompletionStage<T> later(Asked<Request> request, Decoder<T> decoder) {
        Pending pending;
        try {
            pending = exchange.begin(connection(), request.get(), null);
        } catch (XenstoreException failed) {
            return CompletableFuture.failedStage(failed);
        }
        sent(pending);
        return exchange.finishAsync(pending, decoder);
    }

    /** Something that the server is asked for. */
    private interface Asked<T> {
        T get() throws XenstoreException;
    }

    private static <T> Optional<T> present(Asked<T> asked) throws XenstoreException {
        try {
            return Optional.of(asked.get());
        } catch (ErrorReplyException error) {
            if (error.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw error;
        }
    }
}
