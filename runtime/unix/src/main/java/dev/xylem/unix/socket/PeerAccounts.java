package dev.xylem.unix.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Maps the peer of a Unix-domain socket to a user id. The kernel knows the number, but the JDK hands out a name only:
 * so the peer is compared with the owner of a file of our own, whose number can be read, and its name is looked up in the
 * account database otherwise. Immutable, thread-safe.
 */
final class PeerAccounts {
    private static final long MAX_UID = 0xFFFF_FFFFL;

    private final Path database;
    private final Optional<Account> own;

    /** A user and its number. Users are equal if their numbers are, whatever becomes of their names. */
    private record Account(Object user, long uid) {}

    /**
     * @param database in the format of {@code /etc/passwd}
     * @param ownFile a file that belongs to this process's user
     */
    PeerAccounts(Path database, Path ownFile) {
        this.database = database;
        this.own = owner(ownFile);
    }

    static PeerAccounts ofSystem(Path ownFile) {
        return new PeerAccounts(Path.of("/etc/passwd"), ownFile);
    }

    /** The user id of the peer, 0 to 2^32 - 1; nothing when the system does not tell or the name has no number. */
    OptionalLong uid(SocketChannel channel) {
        try {
            UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            return peer == null ? OptionalLong.empty() : uid(peer.user());
        } catch (IOException | UnsupportedOperationException untold) {
            return OptionalLong.empty();
        }
    }

    /** The number behind a name; nothing when no account, or more than one number, has it. */
    OptionalLong uid(UserPrincipal user) {
        if (own.isPresent() && user.equals(own.get().user)) {
            return OptionalLong.of(own.get().uid);
        }
        return lookUp(user.getName());
    }

    private static Optional<Account> owner(Path file) {
        try {
            // In one look: somebody might put a file of another owner there between two.
            Map<String, Object> ours = Files.readAttributes(file, "unix:owner,uid");
            Object user = ours.get("owner");
            return user != null && ours.get("uid") instanceof Integer uid
                    ? Optional.of(new Account(user, Integer.toUnsignedLong(uid)))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException untold) {
            // There is no such file, or the file system knows no numbers: the account database is left.
            return Optional.empty();
        }
    }

    private OptionalLong lookUp(String name) {
        try (Stream<String> lines = Files.lines(database, StandardCharsets.ISO_8859_1)) {
            String[] numbers = lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 2 && fields[0].equals(name))
                    .map(fields -> fields[2])
                    .distinct()
                    .toArray(String[]::new);
            if (numbers.length > 0) {
                return numbers.length == 1 ? number(numbers[0]) : OptionalLong.empty();
            }
        } catch (IOException | UncheckedIOException unreadable) {
            return OptionalLong.empty();
        }
        // The JDK gives a user without an account its number as a name, and prints it signed.
        OptionalLong number = number(name);
        return number.isPresent() || !name.startsWith("-") ? number : negative(name);
    }

    private static OptionalLong negative(String name) {
        try {
            return OptionalLong.of(Integer.toUnsignedLong(Integer.parseInt(name)));
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number <= MAX_UID ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
