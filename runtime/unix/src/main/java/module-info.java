/** What a synthesised program needs on Unix: sockets, the identity of their peers, the command line, start and end. */
module dev.xylem.unix {
    requires static transitive org.jspecify;
    requires transitive dev.xylem.core;

    exports dev.xylem.unix.launch;
}
