package dev.xylem.xenstore.control;

import dev.xylem.Change;
import dev.xylem.Constant;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;

/**
 * The guest's side of {@code control/shutdown}. What a toolstack writes there becomes a value; it is acknowledged by the empty string,
 * in a transaction and only if the request still stands, and then handed to the {@link ShutdownHandler}. The nodes
 * {@code control/feature-*} say which requests the domain understands; the constants {@code control.feature-poweroff} and so on
 * change that, {@code 0} for no. {@code halt} has no such node, as for Linux: toolstacks let guests write only those that they know.
 */
@Part
public abstract class Shutdown {
    private final ShutdownHandler handler;

    /** With what requests are handed to. */
    protected Shutdown(ShutdownHandler shutdownHandler) {
        this.handler = shutdownHandler;
    }

    /** What is asked for and not yet acknowledged. */
    @Input(value = "control/shutdown", orElse = "", acknowledge = "")
    public abstract ShutdownRequest request();

    /** Whether the domain says that it understands {@code poweroff}: 1, otherwise 0. */
    @Constant(value = "control.feature-poweroff", orElse = "1")
    @Publish("control/feature-poweroff")
    public abstract int featurePoweroff();

    /** The same for {@code reboot}. */
    @Constant(value = "control.feature-reboot", orElse = "1")
    @Publish("control/feature-reboot")
    public abstract int featureReboot();

    /** The same for {@code suspend}. */
    @Constant(value = "control.feature-suspend", orElse = "1")
    @Publish("control/feature-suspend")
    public abstract int featureSuspend();

    @Effect
    void shutdown(Change<ShutdownRequest> request) {
        ShutdownRequest taken = request.oldValue();
        if (request.newValue() == ShutdownRequest.NONE
                && taken != ShutdownRequest.NONE
                && taken != ShutdownRequest.UNKNOWN) {
            handler.shutdown(taken);
        }
    }
}
