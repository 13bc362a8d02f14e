package dev.xylem.unix.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerAccountsTest {
    @TempDir
    Path directory;

    private PeerAccounts accounts;

    @BeforeEach
    void accounts() throws IOException {
        Path database = Files.writeString(directory.resolve("passwd"), """
                root:x:0:0:root:/root:/bin/sh
                alice:x:1000:1000::/home/alice:/bin/sh
                twice:x:1001:1001::/:/bin/sh
                twice:x:1002:1002::/:/bin/sh
                same:x:1003:1003::/:/bin/sh
                same:x:1003:1003::/:/bin/sh
                4711:x:1004:1004::/:/bin/sh
                odd:x:-1:1::/:/bin/sh
                huge:x:4294967296:1::/:/bin/sh
                largest:x:4294967295:1::/:/bin/sh
                short

                """);
        accounts = new PeerAccounts(database, directory);
    }

    @ParameterizedTest
    @CsvSource({
        "alice,1000",
        "same,1003",
        "largest,4294967295",
        "4711,1004",
        "4712,4712",
        "-6,4294967290",
        "4294967295,4294967295"
    })
    void namesWithANumber(String name, long uid) {
        assertEquals(OptionalLong.of(uid), accounts.uid((UserPrincipal) () -> name));
    }

    /** Who cannot be told gets no number, and so no rights. */
    @ParameterizedTest
    @CsvSource({
        "bob",
        "twice",
        "odd",
        "huge",
        "short",
        "''",
        "alic",
        "4294967296",
        "99999999999",
        "-99999999999",
        "-",
        "x:0"
    })
    void namesWithout(String name) {
        assertEquals(OptionalLong.empty(), accounts.uid((UserPrincipal) () -> name));
    }

    @Test
    void missingDatabase() {
        PeerAccounts none = new PeerAccounts(directory.resolve("none"), directory);
        assertEquals(OptionalLong.empty(), none.uid((UserPrincipal) () -> "alice"));
    }

    /** The process's own user needs no database. */
    @Test
    void ownUser() throws Exception {
        PeerAccounts none = new PeerAccounts(directory.resolve("none"), directory);
        long own = Integer.toUnsignedLong((Integer) Files.getAttribute(directory, "unix:uid"));
        assertEquals(OptionalLong.of(own), none.uid(Files.getOwner(directory)));
    }
}
