package dev.xylem.xenstore.ring;

/** What one side makes of finding its own index changed. Not thread-safe. */
interface Own {
    /** For the server: guests may begin anew without asking, so wherever an index stands, there one goes on. */
    Own WHEREVER = new Own() {
        @Override
        public void check(int index) {}

        @Override
        public void moved(int index) {}
    };

    /** Looks at the own index as it was found. */
    void check(int index) throws RingException;

    /** Notes where the own index is now. */
    void moved(int index);

    /** For a guest: only the server could have done that, to begin anew, so what was under way is lost. */
    final class Kept implements Own {
        private boolean known;
        private int expected;

        @Override
        public void check(int index) throws RingException {
            if (known && index != expected) {
                throw new RingException(RingFault.RESTARTED, null);
            }
            moved(index);
        }

        @Override
        public void moved(int index) {
            known = true;
            expected = index;
        }
    }
}
