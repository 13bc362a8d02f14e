package dev.xylem.xenstore.server;

import dev.xylem.store.Account;
import dev.xylem.store.Computed;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The quotas below {@code /sys/quota}: for each principal, and once for all that have none of their own, the limits, which
 * can be written, with what is used and how often something was refused below each.
 */
final class SysQuotas {
    /** The directory of what holds where nothing else was said. */
    static final String DEFAULTS = "default";

    private static final Path AT = Path.of("/sys/quota");
    private static final List<String> NAMES =
            Arrays.stream(Quota.values()).map(Quota::key).toList();

    private final Store store;
    private final Clients clients;
    private final Computed root;
    private final Computed defaults;

    SysQuotas(Administration server) {
        store = server.store();
        clients = server.clients();
        root = Computed.directory(this::owners, this::owner);
        defaults = Computed.directory(() -> NAMES, this::standard);
    }

    /** Where a quota is. */
    static Path at(String owner, Quota quota) {
        return AT.child(owner).child(quota.key());
    }

    Computed root() {
        return root;
    }

    private Collection<String> owners() {
        List<String> owners = new ArrayList<>();
        owners.add(DEFAULTS);
        for (Account account : store.accounts()) {
            owners.add(account.principal().toString());
        }
        return owners;
    }

    private @Nullable Computed owner(String name) {
        if (name.equals(DEFAULTS)) {
            return defaults;
        }
        for (Account account : store.accounts()) {
            if (account.principal().toString().equals(name)) {
                return new Owner(account);
            }
        }
        return null;
    }

    private @Nullable Computed standard(String name) {
        Quota quota = Quota.named(name);
        if (quota == null) {
            return null;
        }
        return new Limit(
                () -> store.quotas().of(quota),
                limit -> store.setQuotas(store.quotas().with(quota, limit)),
                List.of("refused"),
                child -> child.equals("refused") ? Computed.figure(() -> store.refusals(quota)) : null,
                null);
    }

    /** The quotas of one principal; the value tells which of them was in the way last. */
    private final class Owner implements Computed {
        private final Account account;

        Owner(Account account) {
            this.account = account;
        }

        @Override
        public String value() {
            Clients.Group group = clients.groups().get(account.principal());
            return group == null ? "" : group.lastRefusal();
        }

        @Override
        public Collection<String> names() {
            return NAMES;
        }

        @Override
        public Principal reader() {
            return account.principal();
        }

        @Override
        public @Nullable Computed child(String name) {
            Quota quota = Quota.named(name);
            return quota == null ? null : limit(quota);
        }

        private Computed limit(Quota quota) {
            return new Limit(
                    () -> account.quotas().of(quota),
                    limit -> store.setQuota(account.principal(), quota, limit),
                    List.of("refused", "used"),
                    name -> switch (name) {
                        case "refused" -> figure(() -> account.refusals(quota));
                        case "used" -> figure(() -> account.used(quota));
                        default -> null;
                    },
                    account.principal());
        }

        private Computed figure(LongSupplier figure) {
            return new Figure(figure, account.principal());
        }
    }

    /** A figure that one principal may read as well. */
    private record Figure(LongSupplier figure, Principal reader) implements Computed {
        @Override
        public String value() {
            return Long.toString(figure.getAsLong());
        }
    }

    /** Changes a limit. */
    @FunctionalInterface
    private interface Setter {
        void set(int limit);
    }

    /** A limit that can be written. */
    private record Limit(
            Supplier<Integer> limit,
            Setter setter,
            Collection<String> names,
            Computed.Directory children,
            @Nullable Principal reader)
            implements Computed {
        @Override
        public String value() {
            return Integer.toString(limit.get());
        }

        @Override
        public @Nullable Computed child(String name) {
            return children.child(name);
        }

        @Override
        public LongConsumer write(String value) throws StoreException {
            int wanted = (int) Exchange.number(value, Integer.MAX_VALUE);
            return commit -> setter.set(wanted);
        }
    }
}
