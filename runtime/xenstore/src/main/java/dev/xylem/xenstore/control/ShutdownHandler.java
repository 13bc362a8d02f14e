package dev.xylem.xenstore.control;

/** Does what a toolstack asks a domain for. */
@FunctionalInterface
public interface ShutdownHandler {
    /**
     * Called on the effect executor once for each request, after it was acknowledged.
     *
     * @param request one of the known ones, never {@link ShutdownRequest#NONE}
     */
    void shutdown(ShutdownRequest request);
}
