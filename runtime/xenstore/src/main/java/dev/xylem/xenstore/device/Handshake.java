package dev.xylem.xenstore.device;

import static dev.xylem.xenstore.device.XenbusState.CLOSED;
import static dev.xylem.xenstore.device.XenbusState.CLOSING;
import static dev.xylem.xenstore.device.XenbusState.CONNECTED;
import static dev.xylem.xenstore.device.XenbusState.INITIALISED;
import static dev.xylem.xenstore.device.XenbusState.INITIALISING;
import static dev.xylem.xenstore.device.XenbusState.INIT_WAIT;
import static dev.xylem.xenstore.device.XenbusState.RECONFIGURED;

/**
 * The next state of an end of a device, by what it was and what the other end is now. States in between may never be seen, because
 * events are merged, so each step follows from where the other end has got to. Pure functions, for folds.
 */
public final class Handshake {
    private Handshake() {}

    /**
     * The front end's state. It says where its rings are as soon as the back end waits, and ends when the back end does.
     *
     * @param previous its state before
     * @param backEnd that of the back end
     * @param present whether the toolstack's description of the device is there
     */
    public static XenbusState frontEnd(XenbusState previous, XenbusState backEnd, boolean present) {
        if (!present) {
            return INITIALISING;
        }
        return switch (backEnd) {
            case UNKNOWN -> previous.isOpen() ? CLOSED : previous;
            case INITIALISING -> INITIALISING;
            case INIT_WAIT, INITIALISED -> INITIALISED;
            // One that is connected to an earlier run of this end has to begin again.
            case CONNECTED -> previous.isOpen() ? CONNECTED : INITIALISING;
            case CLOSING, CLOSED -> CLOSED;
            case RECONFIGURING, RECONFIGURED -> RECONFIGURED;
        };
    }

    /**
     * The back end's state.
     *
     * @param previous its state before
     * @param frontEnd that of the front end
     * @param present whether the toolstack's description of the device is there
     * @param online whether the toolstack wants the device
     * @param ready whether what the back end serves is there, such as {@code physical-device}; it waits until then
     */
    public static XenbusState backEnd(
            XenbusState previous, XenbusState frontEnd, boolean present, boolean online, boolean ready) {
        if (!present) {
            return INITIALISING;
        }
        if (!online) {
            return ended(frontEnd) || frontEnd == INITIALISING ? CLOSED : CLOSING;
        }
        return switch (frontEnd) {
            case UNKNOWN -> previous.isOpen() || previous == CLOSING ? CLOSED : previous;
            case INITIALISING, INIT_WAIT -> INIT_WAIT;
            case INITIALISED, CONNECTED, RECONFIGURING, RECONFIGURED -> ready ? CONNECTED : INIT_WAIT;
            case CLOSING -> CLOSING;
            case CLOSED -> CLOSED;
        };
    }

    private static boolean ended(XenbusState state) {
        return state == XenbusState.UNKNOWN || state == CLOSED;
    }
}
