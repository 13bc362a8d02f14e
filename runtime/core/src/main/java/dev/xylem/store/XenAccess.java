package dev.xylem.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Domains as principals. Domain 0 is privileged, and so are all callers on local sockets: they are domain 0.
 *
 * <p>Numbers of domains are used again. Each domain is therefore known by number and incarnation: {@link #ended} ends one,
 * and whatever named it matches nobody from then on. Which numbers exist, {@link #existing} says; without it a number
 * exists until it has ended once, and again from {@link #created} on.
 */
public final class XenAccess implements Access {
    private static final int MAX_DOMAIN = 65535;
    private static final int ANYONE = 0x7FF5;
    private static final Caller DOMAIN_0 = Caller.of(Principal.of(0));
    private static final Path HOME_0 = Path.of("/local/domain/0");

    /** Incarnations of the domains that ended at least once; negated and less one while there is no new one. */
    private final ConcurrentHashMap<Integer, Integer> incarnations = new ConcurrentHashMap<>();

    private volatile @Nullable IntPredicate existence;

    /** The rule with every domain in its first incarnation. */
    public XenAccess() {}

    /**
     * From now on a domain exists when the hypervisor says so, introduced or not: what names it before it is introduced is
     * valid for it.
     *
     * @param exists takes the number of a domain, 1 to 65535; asked by any thread, must not call the store
     */
    public void existing(IntPredicate exists) {
        existence = exists;
    }

    /** Says that the present incarnation of a domain is gone, as {@link #ended}. Idempotent. */
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
        if (id == 0 || id == ANYONE) {
            return Principal.of(id);
        }
        IntPredicate exists = existence;
        if (exists != null) {
            if (!exists.test(id)) {
                return new Principal(id, Principal.STALE);
            }
            created(id);
        }
        Integer incarnation = incarnations.get(id);
        if (incarnation == null) {
            return Principal.of(id);
        }
        return new Principal(id, incarnation < 0 ? Principal.STALE : incarnation);
    }

    /** Whether this is the present incarnation of its number. */
    @Override
    public boolean alive(Principal principal) {
        return incarnations.getOrDefault(principal.id(), 0) == principal.incarnation();
    }

    @Override
    public void ended(Principal principal) {
        int incarnation = principal.incarnation();
        incarnations.compute(
                checked(principal.id()),
                (number, now) -> (now == null ? 0 : now) == incarnation ? Integer.valueOf(-incarnation - 2) : now);
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
