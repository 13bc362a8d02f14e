package dev.xylem.xenstore;

import dev.xylem.spi.Exporter;
import dev.xylem.spi.OptionException;
import dev.xylem.store.Store;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exports a store as {@link Xenstore} does, and by the rings of domains as well: {@code --rings DIR} names a directory whose
 * files are their pages, as {@link dev.xylem.xenstore.ring.FileHypervisor} describes it. Needs the access rule
 * {@link dev.xylem.store.XenAccess}. Thread-safe.
 */
public final class XenstoreRings implements Exporter {
    private static final String RINGS = "rings";

    private final Xenstore sockets = new Xenstore();
    private volatile @Nullable Path directory;

    /** For the generated program. */
    public XenstoreRings() {}

    @Override
    public String option() {
        return sockets.option();
    }

    @Override
    public String operand() {
        return sockets.operand();
    }

    @Override
    public String summary() {
        return sockets.summary();
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(sockets.options());
        options.add(new Option(
                RINGS, "DIR", "also serve the rings of domains, which are files in this directory", this::rings));
        return options;
    }

    private void rings(String operand) {
        try {
            directory = Path.of(operand);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("give the path of a directory: " + invalid.getReason(), invalid);
        }
    }

    @Override
    public Service open(Store store, String address) throws IOException {
        Path rings = directory;
        if (rings == null) {
            return sockets.open(store, address);
        }
        try {
            RingService.check(store, rings);
        } catch (IOException unusable) {
            throw withProblemOfAddress(store, address, problem(unusable));
        }
        return sockets.open(store, address, (server, thread) -> {
            try {
                return RingService.open(store, rings, server, thread);
            } catch (IOException unusable) {
                throw problem(unusable);
            }
        });
    }

    private static OptionException problem(IOException unusable) {
        OptionException problem = new OptionException(RINGS, String.valueOf(unusable.getMessage()));
        problem.initCause(unusable);
        return problem;
    }

    /** Both can be mended before the next start. The address is tried up to the point where clients would be heard. */
    private IOException withProblemOfAddress(Store store, String address, OptionException ofRings) {
        try (Service never = sockets.open(store, address, (server, thread) -> {
            throw ofRings;
        })) {
            throw new AssertionError("serves at " + never.address() + " without what belongs to it");
        } catch (OptionException alone) {
            return alone;
        } catch (IOException ofAddress) {
            ofAddress.addSuppressed(ofRings);
            return ofAddress;
        }
    }
}
