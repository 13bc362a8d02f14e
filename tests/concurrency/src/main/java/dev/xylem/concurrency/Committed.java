package dev.xylem.concurrency;

import dev.xylem.graph.Effects;

/** A program of which one thread commits 1, 2, 3 and so on to its first value, and of which the last value is always equal. */
abstract class Committed {
    private long commits;

    /** The first and the last value of a snapshot. */
    record Seen(int first, int last) {}

    /** Commits the next number. */
    final void next() {
        commits++;
        try {
            commit(new Commit(commits), (int) commits - 1);
        } catch (Exception e) {
            throw new AssertionError("nothing refuses these commits", e);
        }
    }

    abstract void commit(Commit commit, int value) throws Exception;

    /** The last value, read alone. */
    abstract int last();

    abstract Seen snapshot();

    /** {@link Pair}, whose values are fields. */
    static final class InFields extends Committed {
        private final XylemPair_App_Graph graph =
                XylemPair_App_Graph.create(Commit.HOME, Effects.direct(), Commit.log(), XylemPair_App.builder());

        InFields() {
            next();
        }

        @Override
        void commit(Commit commit, int value) throws Exception {
            if (value == 0) {
                graph.run(commit);
                return;
            }
            graph.stage_pair_source(value);
            graph.cycle(commit);
        }

        @Override
        int last() {
            return new XylemPair_App_Graph.Values_pair(graph.now).copy();
        }

        @Override
        Seen snapshot() {
            Pair_Xylem.Values values =
                    new XylemPair_App_Graph.Values_pair((XylemPair_App_Graph.Fields) graph.now.frozen());
            return new Seen(values.source(), values.copy());
        }
    }

    /** {@link Chain}, whose values are in arrays. */
    static final class InArrays extends Committed {
        private final XylemChain_App_Graph graph =
                XylemChain_App_Graph.create(Commit.HOME, Effects.direct(), Commit.log(), XylemChain_App.builder());

        InArrays() {
            next();
        }

        @Override
        void commit(Commit commit, int value) throws Exception {
            if (value == 0) {
                graph.run(commit);
                return;
            }
            graph.stageInt(0, 0, value);
            graph.cycle(commit);
        }

        @Override
        int last() {
            return new XylemChain_App_Graph.Values_chain(graph.now).c90();
        }

        @Override
        Seen snapshot() {
            Chain_Xylem.Values values =
                    new XylemChain_App_Graph.Values_chain((XylemChain_App_Graph.Fields) graph.now.frozen());
            return new Seen(values.source(), values.c90());
        }
    }
}
