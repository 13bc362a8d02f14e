/** 9P: wire format, a server for trees of synthetic files, and the export of a store as such a tree. */
module dev.xylem.ninep {
    requires static transitive org.jspecify;
    requires transitive dev.xylem.core;
    requires static dev.xylem.unix;

    exports dev.xylem.ninep;
    exports dev.xylem.ninep.server;
    exports dev.xylem.ninep.store;
    exports dev.xylem.ninep.tree;
    exports dev.xylem.ninep.wire;
}
