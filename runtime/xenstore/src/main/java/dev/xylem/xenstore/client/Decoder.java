package dev.xylem.xenstore.client;

/** Makes sense of the payload of a success. */
@FunctionalInterface
interface Decoder<T> {
    /** The meaning of a payload, which belongs to the callee. */
    T decode(byte[] payload) throws MalformedReplyException;
}
