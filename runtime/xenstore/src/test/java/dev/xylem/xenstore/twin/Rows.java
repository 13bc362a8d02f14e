package dev.xylem.xenstore.twin;

import static dev.xylem.peers.Peer.OXENSTORED;
import static dev.xylem.peers.Peer.XENSTORED;
import static dev.xylem.xenstore.wire.MessageType.*;

import dev.xylem.peers.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The rows of "Choices where daemons differ" that random histories meet, each by what it is known from. */
final class Rows {
    static final List<Row> ALL = new ArrayList<>();

    static {
        same("D-2", OXENSTORED, m -> !m.known() && m.theirs().is("EIO"));
        same("D-3", XENSTORED, m -> m.is(TRANSACTION_START) && !m.known() && m.errors("EBUSY", "ENOENT"));
        both("D-33", m -> m.is(UNWATCH) && m.own().is("EINVAL") && m.theirs().is("ENOENT"));
        same(
                "D-30",
                OXENSTORED,
                m -> m.isInside()
                        && m.theirs().strayed()
                        && m.own().text().equals(m.theirs().text()));
        both("D-16", m -> !m.known() && m.is(TRANSACTION_END) && m.errors("ENOENT", "EINVAL"));
        same(
                "D-5",
                OXENSTORED,
                m -> m.byDomain()
                        && m.is(RM, MKDIR)
                        && m.own().is("EACCES")
                        && m.theirs().isSuccess());
        same("D-35", OXENSTORED, m -> m.is(RELEASE, RESUME) && m.errors("ENOENT", "EINVAL"));
        same("D-35", OXENSTORED, m -> m.is(SET_TARGET) && m.own().is("ENOENT"));
        same(
                "D-34",
                OXENSTORED,
                m -> m.path().startsWith("@")
                        && m.own().is("EINVAL")
                        && !(m.is(WRITE, MKDIR, WATCH) && m.theirs().isSuccess()));
        parts("D-34", OXENSTORED, m -> m.path().startsWith("@") && m.own().is("EINVAL"));
        same("D-5", OXENSTORED, m -> m.byDomain() && m.errors("EACCES", "ENOENT"));
        same("D-6", OXENSTORED, m -> m.is(SET_PERMS) && m.errors("EPERM", "EACCES"));
        parts(
                "D-7",
                OXENSTORED,
                m -> m.is(RM) && m.path().equals("/") && m.own().is("EINVAL"));
        parts(
                "D-10",
                OXENSTORED,
                m -> m.is(SET_PERMS)
                        && m.hasOddNumber()
                        && m.own().is("EINVAL")
                        && m.theirs().isSuccess());
        parts(
                "D-44",
                OXENSTORED,
                m -> m.is(SET_PERMS) && m.own().is("ENOENT") && m.theirs().isSuccess());
        both(
                "D-10",
                m -> m.is(GET_DOMAIN_PATH, IS_DOMAIN_INTRODUCED, RESUME, SET_PERMS)
                        && m.hasOddNumber()
                        && m.own().is("EINVAL"));
        partsBoth("D-10", m -> m.is(SET_TARGET) && m.hasOddNumber() && m.own().is("EINVAL"));
        partsBoth("D-36", m -> m.is(SET_TARGET) && m.hasZero() && m.own().is("EINVAL"));
        both("D-36", m -> m.is(RESUME) && m.hasZero() && m.own().is("EINVAL"));
        parts(
                "D-12",
                XENSTORED,
                m -> m.is(TRANSACTION_END)
                        && m.overtaken()
                        && m.own().isSuccess()
                        && m.theirs().is("EAGAIN"));
        parts(
                "D-13",
                OXENSTORED,
                m -> m.is(TRANSACTION_END)
                        && m.overtaken()
                        && m.own().is("EAGAIN")
                        && m.theirs().isSuccess());
        same("D-18", OXENSTORED, m -> m.is(DIRECTORY_PART) && m.theirs().is("ENOSYS"));
        both("D-41", m -> m.is(SET_PERMS) && m.own().isError() && m.theirs().isError());
        same("D-43", OXENSTORED, m -> m.is(GET_PERMS) && m.lacksEntries());
        parts("D-22", OXENSTORED, m -> m.byDomain() && m.isInside() && m.is(GET_PERMS) && m.differsInOwner());
        same(
                "D-28",
                XENSTORED,
                m -> m.isInside()
                        && m.overtaken()
                        && m.isLook()
                        && m.isAs(m.outside().get()));
        parts("D-28", XENSTORED, m -> m.isInside() && m.overtaken() && !m.isLook());
        same(
                "D-29",
                OXENSTORED,
                m -> m.is(GET_PERMS, SET_PERMS)
                        && m.path().startsWith("@")
                        && m.theirs().isError());
        same(
                "D-31",
                OXENSTORED,
                m -> m.path().length() > 1000 && m.theirs().is("EINVAL") && !m.is(WRITE, MKDIR, WATCH));
        parts("D-31", OXENSTORED, m -> m.path().length() > 1000 && m.theirs().is("EINVAL"));
        parts(
                "D-31",
                OXENSTORED,
                m -> m.path().length() > 1000 && m.is(WATCH) && m.own().is("EINVAL"));
        same("D-31", XENSTORED, m -> m.path().length() > 2048 && m.theirs().is("EINVAL") && !m.is(WRITE, MKDIR, WATCH));
        parts("D-31", XENSTORED, m -> m.path().length() > 2048 && m.theirs().is("EINVAL"));
    }

    private Rows() {}

    private static void same(String id, Peer peer, Predicate<Moment> explains) {
        ALL.add(new Row(id, peer, false, explains));
    }

    private static void both(String id, Predicate<Moment> explains) {
        for (Peer peer : Peer.values()) {
            same(id, peer, explains);
        }
    }

    private static void partsBoth(String id, Predicate<Moment> explains) {
        for (Peer peer : Peer.values()) {
            parts(id, peer, explains);
        }
    }

    private static void parts(String id, Peer peer, Predicate<Moment> explains) {
        ALL.add(new Row(id, peer, true, explains));
    }
}
