package awkward;

/** Implements a method of an interface that it does not know. */
class Closing {
    public void close() {}
}
