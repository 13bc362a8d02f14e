/** What a synthesised program needs on Unix: sockets, the identity of their peers, the command line, start and end. */
module dev.xylem.unix {
    requires static transitive org.jspecify;
    requires transitive dev.xylem.core;
    requires jdk.net;

    exports dev.xylem.unix.launch;
    exports dev.xylem.unix.socket;
}
