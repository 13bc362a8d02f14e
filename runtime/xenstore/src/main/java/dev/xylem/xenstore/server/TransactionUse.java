package dev.xylem.xenstore.server;

/** What an operation makes of the transaction id in the header. */
enum TransactionUse {
    /** Runs inside the transaction, or outside when the id is 0. */
    OPTIONAL,
    /** The id must be that of an open transaction. */
    REQUIRED,
    /** The id must be 0, else EBUSY (T-3). */
    FORBIDDEN,
    /** The id is ignored, whatever it is (T-4). */
    IGNORED
}
