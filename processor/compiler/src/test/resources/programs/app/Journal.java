package app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What effects note; a dependency of parts, which tests fake. */
final class Journal {
    final List<String> lines = new ArrayList<>();
    Consumer<String> during = line -> {};

    synchronized void note(String line) {
        lines.add(line);
        during.accept(line);
    }

    synchronized List<String> taken() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }
}
