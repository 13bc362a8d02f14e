/** The XenStore protocol: wire format, server with its export over a Unix-domain socket, and client. */
module dev.xylem.xenstore {
    requires static transitive org.jspecify;
    requires transitive dev.xylem.core;
    requires static dev.xylem.unix;

    exports dev.xylem.xenstore;
    exports dev.xylem.xenstore.client;
    exports dev.xylem.xenstore.control;
    exports dev.xylem.xenstore.device;
    exports dev.xylem.xenstore.domain;
    exports dev.xylem.xenstore.name;
    exports dev.xylem.xenstore.ring;
    exports dev.xylem.xenstore.root;
    exports dev.xylem.xenstore.server;
    exports dev.xylem.xenstore.wire;
}
