package dev.xylem.processor.target;

import dev.xylem.processor.model.ClassId;

/** The control domain of a hypervisor whose store the program itself is: guests reach it by their rings. */
public record ControlDomain() implements Embedded {
    @Override
    public String name() {
        return "xen";
    }

    @Override
    public ClassId access() {
        return ClassId.of("dev.xylem.store", "XenAccess");
    }
}
