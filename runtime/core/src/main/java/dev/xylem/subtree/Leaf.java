package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value that is one node. */
final class Leaf<T> extends Subtree<T> {
    private final Function<byte[], T> decode;
    private final Function<T, byte[]> encode;
    private final byte @Nullable [] orElse;
    private final boolean secret;

    Leaf(Function<byte[], T> decode, Function<T, byte[]> encode, byte @Nullable [] orElse, boolean secret) {
        this.decode = decode;
        this.encode = encode;
        this.orElse = orElse;
        this.secret = secret;
    }

    Leaf<T> orElse(byte[] text) {
        return new Leaf<>(decode, encode, text, secret);
    }

    @Override
    Leaf<T> checked(Consumer<T> condition) {
        return new Leaf<>(
                text -> {
                    T value = decode.apply(text);
                    condition.accept(value);
                    return value;
                },
                encode,
                orElse,
                secret);
    }

    @Override
    public @Nullable T read(@Nullable Node node, Path path, Findings findings) {
        byte[] text = node == null ? orElse : node.value();
        if (text == null) {
            findings.absent(path);
            return null;
        }
        try {
            return decode.apply(text);
        } catch (ValueException e) {
            findings.wrong(path, text, e, secret);
            return null;
        }
    }

    /** The value that a name of a child stands for, or null. */
    @Nullable
    T fromName(String name, Path path, Findings findings) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        try {
            return decode.apply(text);
        } catch (ValueException e) {
            findings.wrong(path, "the name is no key: " + e.getMessage() + "; remove the node");
            return null;
        }
    }

    /**
     * The name of a child that stands for a value.
     *
     * @throws ValueException when a child cannot have that name
     */
    String name(T value) {
        String name = new String(encode.apply(value), StandardCharsets.UTF_8);
        if (name.isEmpty() || !name.chars().allMatch(Leaf::legal)) {
            throw new ValueException(
                    "a key becomes the name of a node, so it has letters, digits, '-', '_' and '@' only", name);
        }
        return name;
    }

    private static boolean legal(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '@';
    }

    @Override
    public void write(Operations operations, Path path, T value) throws StoreException {
        operations.write(path, encode.apply(value));
    }

    @Override
    boolean secret() {
        return secret;
    }
}
