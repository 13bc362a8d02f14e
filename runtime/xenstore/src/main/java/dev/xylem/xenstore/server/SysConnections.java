package dev.xylem.xenstore.server;

import dev.xylem.store.Account;
import dev.xylem.store.Computed;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Store;
import dev.xylem.xenstore.domain.Domain;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Connections by number below {@code /sys/connection}, and by whom they act as below {@code /sys/domain}. */
final class SysConnections {
    private final Store store;
    private final Clients clients;
    private final Administration server;
    private final Computed connections;
    private final Computed domains;

    SysConnections(Administration server) {
        this.server = server;
        store = server.store();
        clients = server.clients();
        connections = Computed.directory(
                () -> clients.all().stream()
                        .map(client -> Long.toString(client.peer().connection()))
                        .toList(),
                this::connection);
        domains = Computed.directory(this::names, this::domain);
    }

    /** Everybody who is connected, and all introduced domains. */
    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        clients.groups().keySet().forEach(principal -> names.add(principal.toString()));
        server.introduced().forEach(domain -> names.add(domain.principal().toString()));
        return names;
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
        Map<String, Computed> figures = new TreeMap<>();
        tally(client.tally(), figures);
        String domain = client.peer().principal().toString();
        figures.put("domain", () -> domain);
        figures.put("watches", Computed.figure(client::watches));
        figures.put("transactions", Computed.figure(client::transactions));
        figures.put("events-waiting", Computed.figure(client::waiting));
        return SysServer.directory(figures);
    }

    private @Nullable Computed domain(String name) {
        Map<String, Computed> figures = new TreeMap<>();
        for (Map.Entry<Principal, Clients.Group> entry : clients.groups().entrySet()) {
            if (name.equals(entry.getKey().toString())) {
                connected(entry.getKey(), entry.getValue(), figures);
            }
        }
        for (Domain domain : server.introduced()) {
            if (name.equals(domain.principal().toString())) {
                introduced(domain, figures);
            }
        }
        return figures.isEmpty() ? null : SysServer.directory(figures);
    }

    private void connected(Principal principal, Clients.Group group, Map<String, Computed> figures) {
        Account account = store.account(principal);
        tally(group.tally(), figures);
        figures.put("connections", Computed.figure(group::connections));
        figures.put("nodes", Computed.figure(() -> account.used(Quota.NODES)));
        figures.put("watches", Computed.figure(() -> account.used(Quota.WATCHES)));
        figures.put("transactions", Computed.figure(() -> account.used(Quota.TRANSACTIONS)));
        figures.put("memory", Computed.figure(account::memory));
        for (Account.Event event : Account.Event.values()) {
            figures.put(event.name().toLowerCase(Locale.ROOT), Computed.figure(() -> account.events(event)));
        }
    }

    private static void introduced(Domain domain, Map<String, Computed> figures) {
        Principal target = domain.target();
        figures.put("state", () -> domain.stopped() ? "stopped" : "running");
        figures.put("features", Computed.figure(domain::features));
        if (target != null) {
            figures.put("target", target::toString);
        }
    }

    private static void tally(Tally tally, Map<String, Computed> figures) {
        figures.put("requests", Computed.figure(tally::requests));
        figures.put("errors", Computed.figure(tally::errors));
        figures.put("events-sent", Computed.figure(tally::events));
    }
}
