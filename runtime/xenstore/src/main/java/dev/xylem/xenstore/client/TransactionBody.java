package dev.xylem.xenstore.client;

/**
 * What a transaction does. It may run more than once, each time in a new transaction and from the beginning, so it changes
 * nothing but the store.
 *
 * @param <T> what it finds out
 * @param <E> what it throws besides; {@code RuntimeException} for nothing
 */
@FunctionalInterface
public interface TransactionBody<T, E extends Exception> {
    /**
     * Reads and writes.
     *
     * @param transaction what it reads is the state at the beginning with its own changes; valid until this returns
     */
    T run(ClientTransaction transaction) throws XenstoreException, E;
}
