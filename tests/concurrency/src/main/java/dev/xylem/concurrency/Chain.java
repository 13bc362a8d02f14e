package dev.xylem.concurrency;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;

/** A large program, of arrays that change places: ninety values, each equal to the one before. */
@Part
abstract class Chain {
    /** The program. */
    @Synthesize(Chain.class)
    interface App {}

    @Input(value = "chain/source", orElse = "0")
    abstract int source();

    @Derived
    static int c1(int source) {
        return source;
    }

    @Derived
    static int c2(int c1) {
        return c1;
    }

    @Derived
    static int c3(int c2) {
        return c2;
    }

    @Derived
    static int c4(int c3) {
        return c3;
    }

    @Derived
    static int c5(int c4) {
        return c4;
    }

    @Derived
    static int c6(int c5) {
        return c5;
    }

    @Derived
    static int c7(int c6) {
        return c6;
    }

    @Derived
    static int c8(int c7) {
        return c7;
    }

    @Derived
    static int c9(int c8) {
        return c8;
    }

    @Derived
    static int c10(int c9) {
        return c9;
    }

    @Derived
    static int c11(int c10) {
        return c10;
    }

    @Derived
    static int c12(int c11) {
        return c11;
    }

    @Derived
    static int c13(int c12) {
        return c12;
    }

    @Derived
    static int c14(int c13) {
        return c13;
    }

    @Derived
    static int c15(int c14) {
        return c14;
    }

    @Derived
    static int c16(int c15) {
        return c15;
    }

    @Derived
    static int c17(int c16) {
        return c16;
    }

    @Derived
    static int c18(int c17) {
        return c17;
    }

    @Derived
    static int c19(int c18) {
        return c18;
    }

    @Derived
    static int c20(int c19) {
        return c19;
    }

    @Derived
    static int c21(int c20) {
        return c20;
    }

    @Derived
    static int c22(int c21) {
        return c21;
    }

    @Derived
    static int c23(int c22) {
        return c22;
    }

    @Derived
    static int c24(int c23) {
        return c23;
    }

    @Derived
    static int c25(int c24) {
        return c24;
    }

    @Derived
    static int c26(int c25) {
        return c25;
    }

    @Derived
    static int c27(int c26) {
        return c26;
    }

    @Derived
    static int c28(int c27) {
        return c27;
    }

    @Derived
    static int c29(int c28) {
        return c28;
    }

    @Derived
    static int c30(int c29) {
        return c29;
    }

    @Derived
    static int c31(int c30) {
        return c30;
    }

    @Derived
    static int c32(int c31) {
        return c31;
    }

    @Derived
    static int c33(int c32) {
        return c32;
    }

    @Derived
    static int c34(int c33) {
        return c33;
    }

    @Derived
    static int c35(int c34) {
        return c34;
    }

    @Derived
    static int c36(int c35) {
        return c35;
    }

    @Derived
    static int c37(int c36) {
        return c36;
    }

    @Derived
    static int c38(int c37) {
        return c37;
    }

    @Derived
    static int c39(int c38) {
        return c38;
    }

    @Derived
    static int c40(int c39) {
        return c39;
    }

    @Derived
    static int c41(int c40) {
        return c40;
    }

    @Derived
    static int c42(int c41) {
        return c41;
    }

    @Derived
    static int c43(int c42) {
        return c42;
    }

    @Derived
    static int c44(int c43) {
        return c43;
    }

    @Derived
    static int c45(int c44) {
        return c44;
    }

    @Derived
    static int c46(int c45) {
        return c45;
    }

    @Derived
    static int c47(int c46) {
        return c46;
    }

    @Derived
    static int c48(int c47) {
        return c47;
    }

    @Derived
    static int c49(int c48) {
        return c48;
    }

    @Derived
    static int c50(int c49) {
        return c49;
    }

    @Derived
    static int c51(int c50) {
        return c50;
    }

    @Derived
    static int c52(int c51) {
        return c51;
    }

    @Derived
    static int c53(int c52) {
        return c52;
    }

    @Derived
    static int c54(int c53) {
        return c53;
    }

    @Derived
    static int c55(int c54) {
        return c54;
    }

    @Derived
    static int c56(int c55) {
        return c55;
    }

    @Derived
    static int c57(int c56) {
        return c56;
    }

    @Derived
    static int c58(int c57) {
        return c57;
    }

    @Derived
    static int c59(int c58) {
        return c58;
    }

    @Derived
    static int c60(int c59) {
        return c59;
    }

    @Derived
    static int c61(int c60) {
        return c60;
    }

    @Derived
    static int c62(int c61) {
        return c61;
    }

    @Derived
    static int c63(int c62) {
        return c62;
    }

    @Derived
    static int c64(int c63) {
        return c63;
    }

    @Derived
    static int c65(int c64) {
        return c64;
    }

    @Derived
    static int c66(int c65) {
        return c65;
    }

    @Derived
    static int c67(int c66) {
        return c66;
    }

    @Derived
    static int c68(int c67) {
        return c67;
    }

    @Derived
    static int c69(int c68) {
        return c68;
    }

    @Derived
    static int c70(int c69) {
        return c69;
    }

    @Derived
    static int c71(int c70) {
        return c70;
    }

    @Derived
    static int c72(int c71) {
        return c71;
    }

    @Derived
    static int c73(int c72) {
        return c72;
    }

    @Derived
    static int c74(int c73) {
        return c73;
    }

    @Derived
    static int c75(int c74) {
        return c74;
    }

    @Derived
    static int c76(int c75) {
        return c75;
    }

    @Derived
    static int c77(int c76) {
        return c76;
    }

    @Derived
    static int c78(int c77) {
        return c77;
    }

    @Derived
    static int c79(int c78) {
        return c78;
    }

    @Derived
    static int c80(int c79) {
        return c79;
    }

    @Derived
    static int c81(int c80) {
        return c80;
    }

    @Derived
    static int c82(int c81) {
        return c81;
    }

    @Derived
    static int c83(int c82) {
        return c82;
    }

    @Derived
    static int c84(int c83) {
        return c83;
    }

    @Derived
    static int c85(int c84) {
        return c84;
    }

    @Derived
    static int c86(int c85) {
        return c85;
    }

    @Derived
    static int c87(int c86) {
        return c86;
    }

    @Derived
    static int c88(int c87) {
        return c87;
    }

    @Derived
    static int c89(int c88) {
        return c88;
    }

    @Derived
    static int c90(int c89) {
        return c89;
    }
}
