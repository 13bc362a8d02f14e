package dev.xylem.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;

/** The files that a Linux kernel begins with: a cpio archive in the format "newc". */
final class Archive {
    private static final int DIRECTORY = 0040755;
    private static final int FILE = 0100755;
    private static final int ALIGNMENT = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Set<String> directories = new HashSet<>();
    private int entries;

    /** Adds an empty directory, and those above it. */
    Archive directory(String path) {
        int above = path.lastIndexOf('/');
        if (above > 0) {
            directory(path.substring(0, above));
        }
        if (directories.add(path)) {
            entry(path, DIRECTORY, new byte[0]);
        }
        return this;
    }

    /** Adds an executable file, and the directories above it. */
    Archive file(String path, byte[] content) {
        int above = path.lastIndexOf('/');
        if (above > 0) {
            directory(path.substring(0, above));
        }
        entry(path, FILE, content);
        return this;
    }

    byte[] octets() {
        entry("TRAILER!!!", 0, new byte[0]);
        return out.toByteArray();
    }

    private void entry(String name, int mode, byte[] content) {
        // Number, mode, user, group, links, time, size, two devices of two numbers each, length of the name, checksum.
        int[] header = {++entries, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length() + 1, 0};
        StringBuilder text = new StringBuilder("070701");
        for (int field : header) {
            text.append(String.format("%08X", field));
        }
        out.writeBytes(text.append(name).append('\0').toString().getBytes(US_ASCII));
        align();
        out.writeBytes(content);
        align();
    }

    private void align() {
        while (out.size() % ALIGNMENT != 0) {
            out.write(0);
        }
    }
}
