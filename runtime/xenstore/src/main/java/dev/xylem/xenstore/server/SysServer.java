package dev.xylem.xenstore.server;

import dev.xylem.store.Computed;
import dev.xylem.store.Sys;
import dev.xylem.xenstore.wire.MessageType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a server shows below {@code /sys}: its counters here, and what the other classes of this kind make. */
final class SysServer {
    private SysServer() {}

    /** Shows all that there is to be known about a server. */
    static void show(Administration server) {
        Sys sys = server.store().sys();
        Computed totals = totals(server.counters());
        Computed operations = operations(server.counters());
        Computed heap = heap();
        sys.add("server", () -> totals);
        sys.add("operation", () -> operations);
        sys.add("heap", () -> heap);
        SysConnections connections = new SysConnections(server);
        sys.add("connection", connections::connections);
        sys.add("domain", connections::domains);
        SysCommits commits = new SysCommits(server.store());
        sys.add("commits", () -> commits);
        SysQuotas quotas = new SysQuotas(server);
        sys.add("quota", quotas::root);
        SysLog log = new SysLog(server.log());
        sys.add("log", log::root);
    }

    /** A directory with the same children at any time. */
    static Computed directory(Map<String, Computed> children) {
        Map<String, Computed> all = new TreeMap<>(children);
        return Computed.directory(all::keySet, all::get);
    }

    private static Computed totals(Counters counters) {
        Map<String, Computed> totals = new TreeMap<>();
        totals.put("requests", Computed.figure(counters::requests));
        totals.put("errors", Computed.figure(counters::errors));
        totals.put("failures", Computed.figure(counters::failures));
        totals.put("violations", Computed.figure(counters::violations));
        totals.put("connected", Computed.figure(counters::connected));
        totals.put("connections", Computed.figure(counters::connections));
        totals.put("refused-connections", Computed.figure(counters::refusedConnections));
        totals.put("events-sent", Computed.figure(counters::eventsSent));
        totals.put("events-merged", Computed.figure(counters::eventsMerged));
        totals.put("events-dropped", Computed.figure(counters::eventsDropped));
        totals.put("events-too-long", Computed.figure(counters::eventsTooLong));
        totals.put("pauses", Computed.figure(counters::pauses));
        totals.put("deferrals", Computed.figure(counters::deferrals));
        return directory(totals);
    }

    private static Computed operations(Counters counters) {
        Map<String, Computed> operations = new TreeMap<>();
        for (Operation row : OperationTable.STANDARD.all()) {
            MessageType type = row.type();
            Computed errors = Computed.figure(() -> counters.errors(type));
            operations.put(type.name(), new Computed() {
                @Override
                public String value() {
                    return Long.toString(counters.requests(type));
                }

                @Override
                public List<String> names() {
                    return List.of("errors");
                }

                @Override
                public @Nullable Computed child(String name) {
                    return name.equals("errors") ? errors : null;
                }
            });
        }
        return directory(operations);
    }

    private static Computed heap() {
        Runtime runtime = Runtime.getRuntime();
        return directory(Map.of(
                "used", Computed.figure(() -> runtime.totalMemory() - runtime.freeMemory()),
                "committed", Computed.figure(runtime::totalMemory),
                "max", Computed.figure(runtime::maxMemory)));
    }
}
