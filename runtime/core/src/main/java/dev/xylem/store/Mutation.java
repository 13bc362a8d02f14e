package dev.xylem.store;

/** What a commit did to a path. */
public enum Mutation {
    /** Created, implicitly or not, or its value written, also when equal to the former one. */
    WRITTEN,
    /** Removed, with everything below. */
    REMOVED,
    /** Permissions set. */
    ACL
}
