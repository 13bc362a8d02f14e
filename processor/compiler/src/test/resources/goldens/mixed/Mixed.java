package app;

import dev.xylem.ByteSize;
import dev.xylem.Change;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Values of many types, more than fit into fields. */
@Part
public abstract class Mixed {
    enum Mode {
        ON,
        OFF
    }

    @Input(value = "mode", orElse = "OFF")
    abstract Mode mode();

    @Input("size")
    abstract Optional<ByteSize> size();

    @Input(value = "timeout", orElse = "10s")
    abstract Duration timeout();

    @Input("raw")
    abstract byte[] raw();

    @Input(value = "ratio", orElse = "0.5")
    abstract double ratio();

    @Input(value = "flag", orElse = "true")
    abstract boolean flag();

    @Input(value = "n/0", orElse = "0")
    abstract Integer n0();

    @Input(value = "n/1", orElse = "1")
    abstract Integer n1();

    @Input(value = "n/2", orElse = "2")
    abstract Integer n2();

    @Input(value = "n/3", orElse = "3")
    abstract Integer n3();

    @Input(value = "n/4", orElse = "4")
    abstract Integer n4();

    @Input(value = "n/5", orElse = "5")
    abstract Integer n5();

    @Input(value = "n/6", orElse = "6")
    abstract Integer n6();

    @Input(value = "n/7", orElse = "7")
    abstract Integer n7();

    @Input(value = "n/8", orElse = "8")
    abstract Integer n8();

    @Input(value = "n/9", orElse = "9")
    abstract Integer n9();

    @Input(value = "n/10", orElse = "10")
    abstract Integer n10();

    @Input(value = "n/11", orElse = "11")
    abstract Integer n11();

    @Derived
    static String text(Mode mode, Duration timeout) throws IOException {
        return mode + " " + timeout;
    }

    @Derived
    @Publish("length")
    int length(byte[] raw, String text) {
        return raw.length + text.length();
    }

    @Derived
    static double scaled(double ratio) {
        return 2 * ratio;
    }

    @Derived
    static boolean large(double scaled, boolean flag) {
        return flag && scaled > 1;
    }

    @Derived
    static int d0(Integer n0) {
        return n0;
    }

    @Derived
    static int d1(Integer n1, int d0) {
        return n1 + d0;
    }

    @Derived
    static int d2(Integer n2, int d1) {
        return n2 + d1;
    }

    @Derived
    static int d3(Integer n3, int d2) {
        return n3 + d2;
    }

    @Derived
    static int d4(Integer n4, int d3) {
        return n4 + d3;
    }

    @Derived
    static int d5(Integer n5, int d4) {
        return n5 + d4;
    }

    @Derived
    static int d6(Integer n6, int d5) {
        return n6 + d5;
    }

    @Derived
    static int d7(Integer n7, int d6) {
        return n7 + d6;
    }

    @Derived
    static int d8(Integer n8, int d7) {
        return n8 + d7;
    }

    @Derived
    static int d9(Integer n9, int d8) {
        return n9 + d8;
    }

    @Derived
    static int d10(Integer n10, int d9) {
        return n10 + d9;
    }

    @Derived
    static int d11(Integer n11, int d10) {
        return n11 + d10;
    }

    @Effect
    void resized(Change<Optional<ByteSize>> size, String text) {}

    @Effect
    void done(int d11, boolean large) throws IOException {}
}
