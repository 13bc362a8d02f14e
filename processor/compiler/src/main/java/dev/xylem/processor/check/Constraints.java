package dev.xylem.processor.check;

import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Constraint;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.PrimitiveKind;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.ValueType.Builtin.Kind;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What constraints mean for which types. */
final class Constraints {
    private static final Set<PrimitiveKind> INTEGRAL =
            Set.of(PrimitiveKind.BYTE, PrimitiveKind.SHORT, PrimitiveKind.INT, PrimitiveKind.LONG);

    private Constraints() {}

    /** Where a constraint stands. */
    static Position position(MethodDeclaration method, Constraint constraint) {
        return method.position().in(ClassId.of("jakarta.validation.constraints", name(constraint)), "");
    }

    private static String name(Constraint constraint) {
        return constraint.getClass().getSimpleName();
    }

    /** Why a constraint cannot stand on a value of a type, as a sentence without its full stop, if it cannot. */
    static Optional<String> misfit(Constraint constraint, ValueType type) {
        boolean fits;
        if (constraint instanceof Constraint.Min || constraint instanceof Constraint.Max) {
            fits = type.core() instanceof ValueType.Scalar scalar && INTEGRAL.contains(scalar.kind())
                    || isBuiltin(type, Kind.BYTE_SIZE);
        } else if (constraint instanceof Constraint.Pattern pattern) {
            if (compile(pattern).isEmpty()) {
                return Optional.of("@Pattern has a regular expression that does not compile");
            }
            fits = isBuiltin(type, Kind.STRING);
        } else if (constraint instanceof Constraint.Size size) {
            if (size.min() > size.max()) {
                return Optional.of("@Size asks for at least " + size.min() + " and at most " + size.max());
            }
            fits = isBuiltin(type, Kind.STRING)
                    || isBuiltin(type, Kind.BYTES)
                    || type.core() instanceof TreeType && !(type.core() instanceof TreeType.RecordOf);
        } else {
            fits = true;
        }
        return fits
                ? Optional.empty()
                : Optional.of("@" + name(constraint) + " does not fit the type "
                        + type.java().shortName());
    }

    private static boolean isBuiltin(ValueType type, Kind kind) {
        return type.core() instanceof ValueType.Builtin builtin && builtin.kind() == kind;
    }

    /** The regular expression, if it is one. */
    static Optional<Pattern> compile(Constraint.Pattern constraint) {
        int flags = 0;
        for (String flag : constraint.flags()) {
            flags |= flag(flag);
        }
        try {
            return Optional.of(Pattern.compile(constraint.regexp(), flags));
        } catch (PatternSyntaxException wrong) {
            return Optional.empty();
        }
    }

    private static int flag(String name) {
        return switch (name) {
            case "UNIX_LINES" -> Pattern.UNIX_LINES;
            case "CASE_INSENSITIVE" -> Pattern.CASE_INSENSITIVE;
            case "COMMENTS" -> Pattern.COMMENTS;
            case "MULTILINE" -> Pattern.MULTILINE;
            case "DOTALL" -> Pattern.DOTALL;
            case "UNICODE_CASE" -> Pattern.UNICODE_CASE;
            case "CANON_EQ" -> Pattern.CANON_EQ;
            default -> 0;
        };
    }
}
