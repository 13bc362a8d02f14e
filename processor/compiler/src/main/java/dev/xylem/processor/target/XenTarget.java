package dev.xylem.processor.target;

import dev.xylem.processor.model.ClassId;
import java.util.Collection;
import java.util.Optional;

/** A guest, or the control domain, on the hypervisor's store. */
public record XenTarget() implements Target {
    /** The export by which a program is the store of guests. */
    private static final ClassId RINGS = ClassId.of("dev.xylem.xenstore", "XenstoreRings");

    @Override
    public Target serving(Collection<ClassId> exports) {
        return exports.contains(RINGS) ? new ControlDomain() : this;
    }

    @Override
    public String name() {
        return "xen";
    }

    @Override
    public Optional<String> home() {
        // The domain's number is known only when it runs.
        return Optional.empty();
    }

    @Override
    public ClassId access() {
        return ClassId.of("dev.xylem.store", "XenAccess");
    }

    @Override
    public ClassId setup() {
        return ClassId.of("dev.xylem.xenstore.root", "XenbusSetup");
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public Optional<ClassId> naming() {
        return Optional.of(ClassId.of("dev.xylem.xenstore.root", "ConduitNaming"));
    }
}
