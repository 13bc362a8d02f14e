package dev.xylem.store;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Domains as principals. Domain 0 is privileged, and so are all callers on local sockets: they are domain 0.
 *
 * <p>Numbers of domains are used again. Each domain is therefore known by number and incarnation: {@link #died} ends one,
 * and whatever named it matches nobody from then on. Every number counts as existing until it has died once.
 */
public final class XenAccess implements Access {
    private static final int MAX_DOMAIN = 65535;
    private static final int ANYONE = 0x7FF5;
    private static final Caller DOMAIN_0 = Caller.of(Principal.of(0));
    private static final Path HOME_0 = Path.of("/local/domain/0");

    /** Incarnations of the domains that died at least once; negated and less one while there is no new one. */
    private final ConcurrentHashMap<Integer, Integer> incarnations = new ConcurrentHashMap<>();

    /** The rule with every domain in its first incarnation. */
    public XenAccess() {}

    /** Says that a domain is gone: from now on nothing matches it, and its number names nobody. Idempotent. */
    public void died(int domain) {
        incarnations.merge(checked(domain), -2, (now, ignored) -> now < 0 ? now : -now - 2);
    }

    /** Says that a domain with this number exists again. Idempotent. */
    public void created(int domain) {
        incarnations.computeIfPresent(checked(domain), (number, now) -> now < 0 ? -now - 1 : now);
    }

    /** The caller for a domain's own connection, in its present incarnation. */
    public Caller domain(int domain) {
        return Caller.of(principal(checked(domain)));
    }

    private static int checked(int domain) {
        if (domain <= 0 || domain > MAX_DOMAIN) {
            throw new IllegalArgumentException("domain " + domain + " is not one of 1 to " + MAX_DOMAIN);
        }
        return domain;
    }

    @Override
    public Caller owner() {
        return DOMAIN_0;
    }

    @Override
    public Caller peer(long user) {
        return DOMAIN_0;
    }

    @Override
    public boolean privileged(Caller caller) {
        return caller.principal().id() == 0;
    }

    @Override
    public Path home(Caller caller) {
        int id = caller.principal().id();
        return id == 0 ? HOME_0 : Path.of("/local/domain/" + id);
    }

    @Override
    public Principal principal(int id) {
        Integer incarnation = incarnations.get(id);
        if (incarnation == null) {
            return Principal.of(id);
        }
        return new Principal(id, incarnation < 0 ? Principal.STALE : incarnation);
    }

    @Override
    public int parse(String digits) throws StoreException {
        return (int) Decimal.parse(digits, MAX_DOMAIN);
    }

    @Override
    public @Nullable Integer anyone() {
        return ANYONE;
    }
}
