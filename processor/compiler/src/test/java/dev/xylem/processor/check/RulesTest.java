package dev.xylem.processor.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.processor.diag.Code;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One rule, one class, one code. */
class RulesTest {
    /** Codes that something else than a rule gives. */
    private static final Set<Code> ELSEWHERE =
            EnumSet.of(Code.CONSTANT_UNKNOWN, Code.INTERNAL, Code.OPTION, Code.UNRESOLVED_TYPE);

    @Test
    void everyCodeHasOneRule() {
        Set<Code> codes = EnumSet.copyOf(ELSEWHERE);
        for (Rule rule : Rules.all()) {
            assertEquals(true, codes.add(rule.code()), () -> "two rules with " + rule.code());
        }
        assertEquals(EnumSet.allOf(Code.class), codes);
    }

    @Test
    void everyRuleIsNamedAfterItsCode() {
        Set<String> names = new HashSet<>();
        for (Rule rule : Rules.all()) {
            assertEquals(
                    rule.code().text(),
                    "Xylem" + rule.getClass().getSimpleName().replaceFirst("Rule$", ""));
            names.add(rule.getClass().getName());
        }
        assertEquals(Rules.all().size(), names.size());
    }
}
