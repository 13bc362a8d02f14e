package dev.xylem.xenstore.domain;

import dev.xylem.store.Caller;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.XenAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The domains of a machine as a store sees them. A domain is <em>known</em> from the first time that a permission names it or
 * the toolstack asks for it, and <em>introduced</em> while its ring is served. When it is released or gone, everything that
 * was its own ends with it, so that a new domain with its number inherits nothing.
 *
 * <p>Changes belong to the server's thread; {@link #exists}, {@link #isIntroduced}, {@link #features} and {@link #list} are
 * for any.
 */
public final class Domains implements AutoCloseable {
    /** The greatest number of a domain; those above have special meanings. */
    public static final int LAST = 0x7FEF;
    /** The number by which a domain means itself. */
    public static final int SELF = 0x7FF0;

    /** Feature bit: a domain may ask for a new connection. */
    public static final int RECONNECTION = 1;
    /** Feature bit: the error word tells a domain why it is not served any more. */
    public static final int ERROR_WORD = 1 << 1;
    /** Feature bit: watches may have a depth. */
    public static final int WATCH_DEPTH = 1 << 2;
    /** Feature bit: permissions for any domain apply. */
    public static final int ANY_DOMAIN = 1 << 3;
    /** All feature bits that there are. */
    public static final int FEATURES = RECONNECTION | ERROR_WORD | WATCH_DEPTH | ANY_DOMAIN;

    private static final Path INTRODUCED = Path.of("@introduceDomain");
    private static final Path RELEASED = Path.of("@releaseDomain");

    private final Store store;
    private final XenAccess access;
    private final Hypervisor hypervisor;
    private final Connections connections;

    /** Known domains that are not gone, with what tells their incarnations apart. */
    private final ConcurrentMap<Integer, Long> known = new ConcurrentHashMap<>();

    /** Feature bits of domains that are to be introduced. */
    private final ConcurrentMap<Integer, Integer> wanted = new ConcurrentHashMap<>();

    private final ConcurrentSkipListMap<Integer, Introduced> introduced = new ConcurrentSkipListMap<>();

    /** A domain whose ring is served. */
    private static final class Introduced {
        final Principal principal;
        final int features;
        final Hypervisor.Link link;
        final Connections.Connection connection;

        @Nullable
        volatile Principal target;

        volatile boolean stopped;

        Introduced(Principal principal, int features, Hypervisor.Link link, Connections.Connection connection) {
            this.principal = principal;
            this.features = features;
            this.link = link;
            this.connection = connection;
        }
    }

    /**
     * The domains of a machine. From now on the access rule knows no other domains.
     *
     * @param access the access rule of the store
     * @param hypervisor whoever has it call {@link #sweep} when something changed
     * @param connections serves the rings
     */
    public Domains(Store store, XenAccess access, Hypervisor hypervisor, Connections connections) {
        this.store = store;
        this.access = access;
        this.hypervisor = hypervisor;
        this.connections = connections;
        access.existing(this::exists);
    }

    /**
     * Introduces a domain: maps its page, serves its ring, fires {@code @introduceDomain}. One that is introduced already gets
     * another port and begins anew (T-10).
     *
     * @param frame the number of the page's frame; of a domain that is introduced already it is ignored
     * @param port the domain's event channel port, 1 to 0xFFFFFFFF
     * @throws StoreException EINVAL for domain 0, numbers that no domain has and port 0; ENOENT when there is no such domain;
     *     otherwise what the hypervisor says. Then nothing has changed
     */
    public void introduce(int domain, long frame, int port) throws StoreException {
        checkNumber(domain);
        if (port == 0) {
            throw new StoreException(Errno.EINVAL, null, "an event channel's port is not 0");
        }
        check(domain);
        Introduced present = introduced.get(domain);
        if (present != null) {
            present.link.rebind(port);
            present.connection.reset();
            return;
        }
        if (!exists(domain)) {
            throw missing(domain, "does not exist; build it first");
        }
        Hypervisor.Link link = hypervisor.connect(domain, frame, port);
        Principal principal = access.principal(domain);
        Integer bits = wanted.remove(domain);
        int features = bits == null ? FEATURES : bits;
        Caller caller = new Caller(principal, null, (features & ANY_DOMAIN) != 0);
        introduced.put(domain, new Introduced(principal, features, link, open(caller, features, link)));
        store.announce(INTRODUCED, domain);
    }

    private Connections.Connection open(Caller caller, int features, Hypervisor.Link link) {
        try {
            return connections.open(caller, features, link);
        } catch (RuntimeException | Error failed) {
            link.close();
            throw failed;
        }
    }

    /**
     * Releases a domain: ends its connection and all that was its own, fires {@code @releaseDomain}.
     *
     * @throws StoreException EINVAL for domain 0 and numbers that no domain has, ENOENT when it is not introduced
     */
    public void release(int domain) throws StoreException {
        checkNumber(domain);
        introducedOrThrow(domain);
        end(domain);
        store.announce(RELEASED, domain);
    }

    /**
     * Says that a domain that had stopped runs again: its next stop is announced again (V-11).
     *
     * @throws StoreException as {@link #release}
     */
    public void resume(int domain) throws StoreException {
        checkNumber(domain);
        introducedOrThrow(domain).stopped = false;
    }

    /**
     * Gives one domain the rights of another as well, in place of a former one.
     *
     * @throws StoreException EINVAL for domain 0 and numbers that no domain has, ENOENT when one of the two is not introduced
     */
    public void setTarget(int domain, int target) throws StoreException {
        checkNumber(domain);
        checkNumber(target);
        Introduced of = introducedOrThrow(domain);
        of.target = introducedOrThrow(target).principal;
        of.connection.target(of.target);
    }

    /** Whether a domain is introduced; domain 0 and {@link #SELF} always are. */
    public boolean isIntroduced(int domain) {
        return domain == 0 || domain == SELF || introduced.containsKey(domain);
    }

    /** The home of a domain, whether it exists or not. */
    public static String path(int domain) {
        return "/local/domain/" + Integer.toUnsignedString(domain);
    }

    /**
     * The feature bits that a domain is or will be offered.
     *
     * @throws StoreException ENOENT when there is no such domain
     */
    public int features(int domain) throws StoreException {
        if (domain == 0) {
            return FEATURES;
        }
        Introduced present = introduced.get(domain);
        if (present != null) {
            return present.features;
        }
        if (domain > LAST || !exists(domain)) {
            throw missing(domain, "does not exist");
        }
        return wanted.getOrDefault(domain, FEATURES);
    }

    /**
     * Says which feature bits a domain will be offered when it is introduced.
     *
     * @throws StoreException EINVAL for bits that there are not, domain 0 and numbers that no domain has; EBUSY when it is
     *     introduced; ENOENT when there is no such domain
     */
    public void setFeatures(int domain, int features) throws StoreException {
        checkNumber(domain);
        if ((features & ~FEATURES) != 0) {
            throw new StoreException(Errno.EINVAL, null, "feature bits are a sum of those of " + FEATURES);
        }
        if (introduced.containsKey(domain)) {
            throw new StoreException(
                    Errno.EBUSY, null, "domain " + domain + " is introduced; set features before that");
        }
        if (!exists(domain)) {
            throw missing(domain, "does not exist; build it first");
        }
        wanted.put(domain, features);
    }

    /** All introduced domains, by number. */
    public List<Domain> list() {
        List<Domain> all = new ArrayList<>(introduced.size());
        introduced.values().forEach(of -> all.add(new Domain(of.principal, of.target, of.features, of.stopped)));
        return all;
    }

    /** Whether there is such a domain, introduced or not. It is known from now on. Any thread. */
    public boolean exists(int domain) {
        if (domain <= 0 || domain > LAST) {
            return domain == 0;
        }
        if (known.containsKey(domain)) {
            return true;
        }
        if (hypervisor.state(domain) == Hypervisor.State.GONE) {
            return false;
        }
        known.putIfAbsent(domain, hypervisor.identity(domain));
        return true;
    }

    /**
     * Looks what became of the known domains: ends those that are gone, and fires {@code @releaseDomain} for those that are
     * gone or stopped since (V-11). To be called when the hypervisor says that something changed.
     */
    public void sweep() {
        int[] changed = known.keySet().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .filter(this::changed)
                .toArray();
        store.announce(RELEASED, changed);
    }

    private void check(int domain) {
        if (known.containsKey(domain) && changed(domain)) {
            store.announce(RELEASED, domain);
        }
    }

    /** Ends a known domain that is gone, notes one that stopped; whether that is to be announced. */
    private boolean changed(int domain) {
        Introduced of = introduced.get(domain);
        Hypervisor.State state = hypervisor.state(domain);
        Long identity = known.get(domain);
        if (state == Hypervisor.State.GONE || (identity != null && identity != hypervisor.identity(domain))) {
            end(domain);
            return of != null;
        }
        if (of == null || of.stopped || state != Hypervisor.State.STOPPED) {
            return false;
        }
        of.stopped = true;
        return true;
    }

    /** Ends whatever belongs to a domain: connection, what it owns, its rights, its page. */
    private void end(int domain) {
        Principal principal = access.principal(domain);
        known.remove(domain);
        wanted.remove(domain);
        Introduced of = introduced.remove(domain);
        if (of != null) {
            of.connection.close();
        }
        store.bury(of == null ? principal : of.principal);
        for (Introduced other : List.copyOf(introduced.values())) {
            if (of != null && of.principal.equals(other.target)) {
                other.target = null;
                other.connection.target(null);
            }
        }
        if (of != null) {
            of.link.close();
        }
    }

    private Introduced introducedOrThrow(int domain) throws StoreException {
        Introduced of = introduced.get(domain);
        if (of == null) {
            throw missing(domain, "is not introduced");
        }
        return of;
    }

    private static void checkNumber(int domain) throws StoreException {
        if (domain <= 0 || domain > LAST) {
            throw new StoreException(Errno.EINVAL, null, "a domain other than domain 0 has a number of 1 to " + LAST);
        }
    }

    private static StoreException missing(int domain, String what) {
        return new StoreException(Errno.ENOENT, null, "domain " + Integer.toUnsignedString(domain) + " " + what);
    }

    /** Ends all connections; nobody's nodes are removed, for the domains live on. Idempotent. */
    @Override
    public void close() {
        access.existing(known::containsKey);
        for (Introduced of : introduced.values()) {
            of.connection.close();
            of.link.close();
        }
        introduced.clear();
    }
}
