package dev.xylem.processor.emit;

/** What derived values of test programs compute, the same for the compiled program and for the naive interpreter. */
public final class Formula {
    private Formula() {}

    /**
     * A function of whole numbers.
     *
     * @param formula which one
     * @throws IllegalArgumentException for some results of formula 5, to refuse commits
     */
    public static int of(int formula, int... arguments) {
        int sum = 0;
        for (int argument : arguments) {
            sum = sum * 31 + argument;
        }
        return switch (formula) {
            case 0 -> sum + 1;
            case 1 -> sum % 3;
            case 2 -> arguments.length == 0 ? 7 : Math.max(arguments[0], arguments[arguments.length - 1]);
            case 3 -> sum / 8;
            case 4 -> 42;
            case 5 -> {
                if (sum % 11 == 10) {
                    throw new IllegalArgumentException("eleven");
                }
                yield sum ^ 5;
            }
            default -> sum * 2;
        };
    }

    /** The sum. */
    public static int sum(int... arguments) {
        int sum = 0;
        for (int argument : arguments) {
            sum += argument;
        }
        return sum;
    }
}
