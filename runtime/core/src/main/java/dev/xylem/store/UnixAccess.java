package dev.xylem.store;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Users as principals, by their 32-bit ids. The process's own user and user 0 are privileged. A peer whose user is not known
 * is the user 4294967295, which no system gives to anybody.
 */
public final class UnixAccess implements Access {
    private static final Path HOME = Path.of("/local/domain/0");

    private final Caller owner;

    /**
     * The rule for the user that runs this process.
     *
     * @throws IllegalStateException when the system does not tell the user's id
     */
    public UnixAccess() {
        this(ownUser());
    }

    /**
     * The rule for a process of a given user.
     *
     * @param user the user id, 0 to 0xFFFFFFFE
     */
    public UnixAccess(long user) {
        if (user < 0 || user >= UNKNOWN_USER) {
            throw new IllegalArgumentException("user id " + user + " is not one of 0 to 4294967294");
        }
        this.owner = Caller.of(Principal.of((int) user));
    }

    private static long ownUser() {
        try {
            java.nio.file.Path self = java.nio.file.Path.of("/proc/self");
            java.nio.file.Path mine =
                    Files.exists(self) ? self : java.nio.file.Path.of(System.getProperty("user.home"));
            return Integer.toUnsignedLong((Integer) Files.getAttribute(mine, "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new IllegalStateException("the system does not tell the id of the user who runs this process", e);
        }
    }

    @Override
    public Caller owner() {
        return owner;
    }

    @Override
    public Caller peer(long user) {
        if (user < 0 || user > UNKNOWN_USER) {
            throw new IllegalArgumentException("user id " + user + " is not one of 0 to 4294967295");
        }
        return Caller.of(Principal.of((int) user));
    }

    @Override
    public boolean privileged(Caller caller) {
        int id = caller.principal().id();
        return id == 0 || id == owner.principal().id();
    }

    @Override
    public Path home(Caller caller) {
        return HOME;
    }

    @Override
    public Principal principal(int id) {
        return Principal.of(id);
    }

    @Override
    public int parse(String digits) throws StoreException {
        return (int) Decimal.parse(digits, UNKNOWN_USER);
    }

    @Override
    public @Nullable Integer anyone() {
        return null;
    }
}
