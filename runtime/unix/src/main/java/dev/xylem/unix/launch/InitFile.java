package dev.xylem.unix.launch;

import dev.xylem.unix.launch.Launcher.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of initial values: one {@code PATH=VALUE} a line, blank lines, and comments that begin with {@code #}.
 *
 * <p>Blanks around the path do not count. The value is everything after the first {@code =}, byte for byte, blanks
 * included; only a carriage return at the end of the line is dropped.
 *
 * @param settings the lines, with {@code file:line} as origin
 * @param problems what is wrong, each with {@code file:line}
 */
record InitFile(List<Setting> settings, List<String> problems) {

    static InitFile read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return unreadable(file, "there is no such file");
        } catch (IOException e) {
            return unreadable(file, "cannot be read: " + e);
        }
        InitFile result = new InitFile(new ArrayList<>(), new ArrayList<>());
        Map<String, String> first = new HashMap<>();
        int number = 0;
        for (int start = 0; start < content.length; ) {
            int end = indexOf(content, '\n', start, content.length);
            number++;
            result.line(file + ":" + number, content, start, withoutReturn(content, start, end), first);
            start = end + 1;
        }
        return result;
    }

    private static InitFile unreadable(Path file, String reason) {
        return new InitFile(List.of(), List.of("--init " + file + ": " + reason));
    }

    private void line(String origin, byte[] content, int start, int end, Map<String, String> first) {
        int equals = indexOf(content, '=', start, end);
        String path = new String(content, start, equals - start, StandardCharsets.UTF_8).strip();
        if (path.startsWith("#") || path.isEmpty() && equals == end) {
            return;
        }
        if (equals == end) {
            problems.add(origin + ": no '=' in it; write PATH=VALUE, or # before a comment");
            return;
        }
        if (path.isEmpty()) {
            problems.add(origin + ": no path before '='");
            return;
        }
        String earlier = first.putIfAbsent(path, origin);
        if (earlier != null) {
            problems.add(origin + ": " + path + " has a value already, at " + earlier);
            return;
        }
        settings.add(new Setting(path, Arrays.copyOfRange(content, equals + 1, end), origin));
    }

    private static int withoutReturn(byte[] content, int start, int end) {
        return end > start && content[end - 1] == '\r' ? end - 1 : end;
    }

    /** The first index of a byte, or the end where there is none. */
    private static int indexOf(byte[] content, char wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (content[i] == wanted) {
                return i;
            }
        }
        return end;
    }
}
