package app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives out resources and notes what becomes of them. */
public final class Rig {
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final Set<String> failing = Collections.synchronizedSet(new HashSet<>());
    volatile Runnable during = () -> {};

    /** Something that is open until it is closed. */
    public final class Resource implements AutoCloseable {
        final String name;

        Resource(String name) {
            this.name = name;
        }

        @Override
        public void close() throws java.io.IOException {
            log.add("close " + name);
            if (failing.contains("close " + name)) {
                throw new java.io.IOException("stuck " + name);
            }
        }
    }

    Resource open(String name) {
        log.add("open " + name);
        during.run();
        if (failing.contains(name)) {
            throw new IllegalStateException("no " + name);
        }
        return new Resource(name);
    }

    List<String> taken() {
        List<String> taken = List.copyOf(log);
        log.clear();
        return taken;
    }
}
