package dev.xylem;

/** Stands in annotations for "the type's own conversion". Never instantiated. */
public final class NoCodec implements Codec<Void> {
    private NoCodec() {}

    @Override
    public Void decode(String text) {
        throw new IllegalArgumentException("no codec");
    }

    @Override
    public String encode(Void value) {
        throw new IllegalArgumentException("no codec");
    }
}
