/** Annotations, the transactional store and the run-time support of generated programs. Needs nothing but the JDK. */
module dev.xylem.core {
    requires static transitive org.jspecify;

    exports dev.xylem;
    exports dev.xylem.family;
    exports dev.xylem.graph;
    exports dev.xylem.spi;
    exports dev.xylem.store;
    exports dev.xylem.subtree;
    exports dev.xylem.value;
}
