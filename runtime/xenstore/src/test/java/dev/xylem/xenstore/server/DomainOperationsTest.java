package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.xenstore.domain.Hypervisor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a toolstack says about domains, over the wire. */
class DomainOperationsTest {
    private final Site site = new Site();
    private final Conversation dom0 = site.dom0;

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void introductionToRelease() {
        assertEquals("ENOENT", dom0.text(INTRODUCE, "7|1|2|"));
        site.machine.build(7);
        assertEquals("F|", dom0.text(IS_DOMAIN_INTRODUCED, "7|"));
        dom0.text(WATCH, "@introduceDomain|new|1|");
        dom0.text(WATCH, "@releaseDomain|gone|1|");
        dom0.events();
        assertEquals("OK|", dom0.text(INTRODUCE, "7|1|2|"));
        assertEquals("T|", dom0.text(IS_DOMAIN_INTRODUCED, "7|"));
        assertEquals("OK|", site.guest(7).text(RESET_WATCHES, "|"));
        assertEquals(List.of("@introduceDomain/7|new|"), dom0.events());
        assertEquals("OK|", dom0.text(INTRODUCE, "7|1|3|"), "again, with another port");
        assertEquals(List.of(), dom0.events());
        site.machine.set(7, Hypervisor.State.STOPPED);
        assertEquals(List.of("@releaseDomain/7|gone|"), dom0.events());
        assertEquals("OK|", dom0.text(RESUME, "7|"));
        assertEquals("OK|", dom0.text(RELEASE, "7|"));
        assertEquals(List.of("@releaseDomain/7|gone|"), dom0.events());
        assertEquals("F|", dom0.text(IS_DOMAIN_INTRODUCED, "7|"));
        for (var type : List.of(RELEASE, RESUME)) {
            assertEquals("ENOENT", dom0.text(type, "7|"));
        }
    }

    /** INTRODUCE of a known domain: watches and transactions vanish (T-10). */
    @Test
    void introducedAgain() {
        Conversation guest = site.guest(7);
        guest.text(WATCH, "/a|t|");
        assertEquals("1|", guest.text(TRANSACTION_START, "|"));
        assertEquals("OK|", dom0.text(INTRODUCE, "7|1|9|"));
        assertEquals("ENOENT", guest.text(TRANSACTION_END, 1, "T|"));
        assertEquals("ENOENT", guest.text(UNWATCH, "/a|t|"));
    }

    /** */
    @Test
    void target() {
        Conversation stub = site.guest(8);
        site.guest(7);
        site.node("/private", "1", "n7");
        assertEquals("EACCES", stub.text(READ, "/private|"));
        assertEquals("OK|", dom0.text(SET_TARGET, "8|7|"));
        assertEquals("1", stub.text(READ, "/private|"));
        assertEquals("ENOENT", dom0.text(SET_TARGET, "8|9|"));
        assertEquals("ENOENT", dom0.text(SET_TARGET, "9|8|"));
        assertEquals("1", stub.text(READ, "/private|"));
    }

    @Test
    void selfIsIntroduced() {
        assertEquals("T|", dom0.text(IS_DOMAIN_INTRODUCED, "32752|"));
        assertEquals("T|", dom0.text(IS_DOMAIN_INTRODUCED, "0|"));
    }

    /** Strict decimal numbers, everywhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "-1", "+7", " 7", "7 ", "0x7", "65536", "4294967303", "99999999999999999999", "\u0667"})
    void numbersOfDomains(String number) {
        site.guest(7);
        for (var type : List.of(RELEASE, RESUME, IS_DOMAIN_INTRODUCED, GET_FEATURE, GET_DOMAIN_PATH)) {
            assertEquals("EINVAL", dom0.text(type, number + "|"), type.name());
        }
        assertEquals("EINVAL", dom0.text(INTRODUCE, number + "|1|2|"));
        assertEquals("EINVAL", dom0.text(SET_TARGET, number + "|7|"));
        assertEquals("EINVAL", dom0.text(SET_TARGET, "7|" + number + "|"));
        assertEquals("EINVAL", dom0.text(SET_FEATURE, number + "|1|"));
        assertEquals("EINVAL", dom0.text(GET_QUOTA, number + "|nodes|"));
        assertEquals("EINVAL", dom0.text(SET_QUOTA, number + "|nodes|1|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65535", "32752"})
    void domainsThatCannotBe(String number) {
        for (var type : List.of(RELEASE, RESUME)) {
            assertEquals("EINVAL", dom0.text(type, number + "|"), type.name());
        }
        assertEquals("EINVAL", dom0.text(INTRODUCE, number + "|1|2|"));
    }

    @ParameterizedTest
    @CsvSource({
        "x,EINVAL",
        "'',EINVAL",
        "+1,EINVAL",
        "1x,EINVAL",
        "-1,OK|",
        "0,OK|",
        "18446744073709551615,OK|",
        "18446744073709551616,EINVAL"
    })
    void frames(String frame, String reply) {
        site.machine.build(7);
        assertEquals(reply, dom0.text(INTRODUCE, "7|" + frame + "|2|"));
    }

    @ParameterizedTest
    @CsvSource({"0,EINVAL", "-1,EINVAL", "x,EINVAL", "4294967296,EINVAL", "4294967295,OK|", "1,OK|"})
    void ports(String port, String reply) {
        site.machine.build(7);
        assertEquals(reply, dom0.text(INTRODUCE, "7|1|" + port + "|"));
        assertEquals(reply.equals("OK|") ? "T|" : "F|", dom0.text(IS_DOMAIN_INTRODUCED, "7|"));
    }

    @Test
    void features() {
        assertEquals("15|", dom0.text(GET_FEATURE, ""));
        assertEquals("15|", dom0.text(GET_FEATURE, "0|"));
        assertEquals("ENOENT", dom0.text(GET_FEATURE, "7|"));
        assertEquals("ENOENT", dom0.text(SET_FEATURE, "7|1|"));
        site.machine.build(7);
        assertEquals("15|", dom0.text(GET_FEATURE, "7|"));
        assertEquals("EINVAL", dom0.text(SET_FEATURE, "7|16|"));
        assertEquals("EINVAL", dom0.text(SET_FEATURE, "7|4294967295|"));
        assertEquals("OK|", dom0.text(SET_FEATURE, "7|3|"));
        Conversation guest = site.guest(7);
        assertEquals("3|", dom0.text(GET_FEATURE, "7|"));
        assertEquals("3|", guest.text(GET_FEATURE, ""));
        assertEquals("EACCES", guest.text(GET_FEATURE, "7|"));
        assertEquals("EACCES", guest.text(GET_FEATURE, "|"));
        assertEquals("EBUSY", dom0.text(SET_FEATURE, "7|1|"));
    }

    /** The depth of a watch is an argument only where it is offered. */
    @Test
    void watchDepth() {
        site.machine.build(7);
        assertEquals("OK|", dom0.text(SET_FEATURE, "7|11|"));
        assertEquals("EINVAL", site.guest(7).text(WATCH, "/a|t|1|"));
        assertEquals("OK|", site.guest(7).text(WATCH, "/a|t|"));
        assertEquals("OK|", site.guest(8).text(WATCH, "/a|t|1|"));
    }

    /** Without rings there is nothing to introduce to. */
    @Test
    void serversWithoutDomains() {
        XenstoreServer sockets = new XenstoreServer(site.store);
        try (Conversation talk = Conversation.with(sockets, site.access.owner(), Conversation.OUTPUT);
                Conversation guest = Conversation.with(sockets, site.access.domain(7), Conversation.OUTPUT)) {
            for (String request : List.of("7|", "0|")) {
                for (var type : List.of(RELEASE, RESUME, IS_DOMAIN_INTRODUCED, GET_FEATURE)) {
                    assertEquals("ENOSYS", talk.text(type, request));
                    assertEquals("EACCES", guest.text(type, request));
                }
            }
            assertEquals("ENOSYS", talk.text(INTRODUCE, "7|1|2|"));
            assertEquals("ENOSYS", talk.text(SET_TARGET, "7|8|"));
            assertEquals("ENOSYS", talk.text(SET_FEATURE, "7|1|"));
            assertEquals("ENOSYS", talk.text(CONTROL, "domains|"));
            assertEquals("15|", talk.text(GET_FEATURE, ""));
        }
    }
}
