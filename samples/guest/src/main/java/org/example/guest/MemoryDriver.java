package org.example.guest;

/** What can change the memory of the guest. */
public interface MemoryDriver {
    /** Grows or shrinks the guest to a size in KiB. */
    void balloonTo(long sizeKiB);
}
