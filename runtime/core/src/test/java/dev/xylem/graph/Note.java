package dev.xylem.graph;

import java.util.List;
import java.util.function.Consumer;

/** A frame with one number; its effects call a test back. */
final class Note extends Frame {
    int number;
    private final Consumer<String> effects;

    Note(EffectLog log, Consumer<String> effects) {
        super(log);
        this.effects = effects;
    }

    /** Written like generated code: each effect on its own, in order. */
    @Override
    protected void run(long due) {
        for (int effect = 0; effect < 3; effect++) {
            if ((due & 1L << effect) != 0) {
                try {
                    effects.accept(List.of("a", "b", "c").get(effect) + number);
                } catch (Throwable e) {
                    failed("part." + (char) ('a' + effect), e);
                }
            }
        }
    }

    /** Hands a number over as the commit of the same number. */
    static void submit(EffectQueue<Note> queue, int number, long due) {
        Note note = queue.claim();
        note.number = number;
        queue.submit(note, due, number);
    }
}
