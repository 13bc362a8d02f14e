package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import java.util.List;
import java.util.Optional;

/** What is for each instance of a family takes a key and an instance of it. */
final class EachRule implements Rule {
    private static final ClassId OPTIONAL = ClassId.of("java.util", "Optional");

    @Override
    public Code code() {
        return Code.EACH;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Locals locals = new Locals(part);
        for (MethodDeclaration method : locals.readers()) {
            if (method.each().isPresent()) {
                check(method, method.each().get(), locals, report);
            }
        }
    }

    private static void check(MethodDeclaration method, String name, Locals locals, Report report) {
        String what = (method.effect() ? "The effect " : "The fold ") + method.name();
        Optional<JavaType.Declared> family = locals.family(method);
        if (family.isEmpty()) {
            Optional<ValueType> type = locals.named(name).flatMap(locals::type);
            report.add(
                    method.at(method.effect() ? "Effect" : "Fold", "each"),
                    what + " is for each instance of " + name + ", which is "
                            + type.map(t -> "of type " + t.java().shown() + ", not a family.")
                                    .orElseGet(() -> "no value of its part."
                                            + Words.nearest(name, locals.names())
                                                    .map(near -> " Did you mean " + near + "?")
                                                    .orElse("")),
                    "name a value of this part whose type is a Family.");
            return;
        }
        JavaType key = family.get().arguments().get(0);
        JavaType value = family.get().arguments().get(1);
        List<ParameterDeclaration> own = locals.own(method);
        if (own.size() < 2) {
            report.add(
                    method.position(),
                    what + " is for each instance of " + name + ", but does not take one.",
                    "let its parameters begin with a key and an instance: " + key.shown() + " key, " + value.shown()
                            + " instance.");
            return;
        }
        for (ParameterDeclaration parameter : own.subList(0, 2)) {
            if (parameter.from().isPresent()) {
                report.add(
                        parameter.position(),
                        "@From stands on the parameter " + parameter.name() + ", but what it gets comes from " + name
                                + ".",
                        "take it away.");
            }
        }
        type(own.get(0), key, "the keys", name, List.of(key), report);
        List<JavaType> forms = forms(method, value);
        type(own.get(1), value, "the instances", name, forms, report);
    }

    /** The types by which an instance can be taken. A fold is not there any more when it is gone. */
    private static List<JavaType> forms(MethodDeclaration method, JavaType value) {
        JavaType optional = new JavaType.Declared(OPTIONAL, List.of(value));
        return method.effect()
                ? List.of(value, optional, new JavaType.Declared(ClassId.of("dev.xylem", "Change"), List.of(optional)))
                : List.of(value);
    }

    private static void type(
            ParameterDeclaration parameter,
            JavaType right,
            String what,
            String family,
            List<JavaType> forms,
            Report report) {
        if (!forms.contains(parameter.type().boxed())) {
            report.add(
                    parameter.position(),
                    "The parameter " + parameter.name() + " is declared as "
                            + parameter.type().shown() + ", but " + what + " of " + family + " are of type "
                            + right.shown() + ".",
                    "declare it as "
                            + forms.stream()
                                    .map(JavaType::shown)
                                    .reduce((a, b) -> a + " or " + b)
                                    .orElseThrow()
                            + ".");
        }
    }
}
