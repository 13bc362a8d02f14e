package dev.xylem.xenstore.server;

import dev.xylem.store.Account;
import dev.xylem.store.Computed;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Store;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Connections by number below {@code /sys/connection}, and by whom they act as below {@code /sys/domain}. */
final class SysConnections {
    private final Store store;
    private final Clients clients;
    private final Computed connections;
    private final Computed domains;

    SysConnections(Administration server) {
        store = server.store();
        clients = server.clients();
        connections = Computed.directory(
                () -> clients.all().stream()
                        .map(client -> Long.toString(client.peer().connection()))
                        .toList(),
                this::connection);
        domains = Computed.directory(
                () -> clients.groups().keySet().stream()
                        .map(Principal::toString)
                        .collect(Collectors.toSet()),
                this::domain);
    }

    Computed connections() {
        return connections;
    }

    Computed domains() {
        return domains;
    }

    private @Nullable Computed connection(String name) {
        for (Client client : clients.all()) {
            if (name.equals(Long.toString(client.peer().connection()))) {
                return connection(client);
            }
        }
        return null;
    }

    private static Computed connection(Client client) {
        Map<String, Computed> figures = figures(client.tally());
        String domain = client.peer().principal().toString();
        figures.put("domain", () -> domain);
        figures.put("watches", Computed.figure(client::watches));
        figures.put("transactions", Computed.figure(client::transactions));
        figures.put("events-waiting", Computed.figure(client::waiting));
        return SysServer.directory(figures);
    }

    private @Nullable Computed domain(String name) {
        for (Map.Entry<Principal, Clients.Group> entry : clients.groups().entrySet()) {
            if (name.equals(entry.getKey().toString())) {
                return domain(entry.getKey(), entry.getValue());
            }
        }
        return null;
    }

    private Computed domain(Principal principal, Clients.Group group) {
        Map<String, Computed> figures = figures(group.tally());
        Account account = store.account(principal);
        figures.put("connections", Computed.figure(group::connections));
        figures.put("nodes", Computed.figure(() -> account.used(Quota.NODES)));
        figures.put("watches", Computed.figure(() -> account.used(Quota.WATCHES)));
        figures.put("transactions", Computed.figure(() -> account.used(Quota.TRANSACTIONS)));
        figures.put("memory", Computed.figure(account::memory));
        return SysServer.directory(figures);
    }

    private static Map<String, Computed> figures(Tally tally) {
        Map<String, Computed> figures = new TreeMap<>();
        figures.put("requests", Computed.figure(tally::requests));
        figures.put("errors", Computed.figure(tally::errors));
        figures.put("events-sent", Computed.figure(tally::events));
        return figures;
    }
}
