package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Expressions that compose how a value lies in a directory. */
final class SubtreeCode {
    private final Conversions conversions;

    SubtreeCode(Conversions conversions) {
        this.conversions = conversions;
    }

    CodeBlock of(ValueType type) {
        if (type instanceof ValueType.OptionalOf optional) {
            return CodeBlock.of(
                    "$T.<$T>optional($L)", Types.SUBTREES, boxed(optional.element()), of(optional.element()));
        }
        if (type instanceof TreeType.ListOf list) {
            return CodeBlock.of("$T.<$T>list($L)", Types.SUBTREES, boxed(list.element()), of(list.element()));
        }
        if (type instanceof TreeType.SetOf set) {
            return CodeBlock.of("$T.<$T>set($L)", Types.SUBTREES, boxed(set.element()), of(set.element()));
        }
        if (type instanceof TreeType.MapOf map) {
            return CodeBlock.of(
                    "$T.<$T, $T>map($L, $L)",
                    Types.SUBTREES,
                    boxed(map.key()),
                    boxed(map.element()),
                    of(map.key()),
                    of(map.element()));
        }
        if (type instanceof TreeType.FamilyOf family) {
            return family(family, CodeBlock.of(""));
        }
        return type instanceof TreeType.RecordOf record ? record(record) : leaf(type);
    }

    private CodeBlock family(TreeType.FamilyOf family, CodeBlock prefix) {
        return CodeBlock.of(
                "$T.<$T, $T>family($L$L, $L)",
                Types.SUBTREES,
                boxed(family.key()),
                boxed(family.element()),
                prefix,
                of(family.key()),
                of(family.element()));
    }

    private CodeBlock leaf(ValueType type) {
        boolean secret = type instanceof ValueType.SecretOf;
        ValueType plain = boxedScalar(type.core());
        return CodeBlock.of(
                "$T.<$T>$L(text -> $L, value -> $L)",
                Types.SUBTREES,
                boxed(plain),
                secret ? "secret" : "leaf",
                conversions.decode(plain, "text"),
                conversions.encode(plain, CodeBlock.of("value")));
    }

    /** Functions deal with wrappers. */
    private static ValueType boxedScalar(ValueType type) {
        return type instanceof ValueType.Scalar scalar ? new ValueType.Scalar(scalar.kind(), true) : type;
    }

    private CodeBlock record(TreeType.RecordOf record) {
        TypeName type = Types.of(record.java());
        List<CodeBlock> arguments = new ArrayList<>();
        List<CodeBlock> components = new ArrayList<>();
        for (TreeType.Component component : record.components()) {
            arguments.add(CodeBlock.of("$T.<$T>at(read, $L)", Types.REFS, boxed(component.type()), arguments.size()));
            components.add(CodeBlock.of(
                    "$T.<$T, $T>component($S, record -> record.$N(), $L)",
                    Types.SUBTREES,
                    type,
                    boxed(component.type()),
                    component.directory(),
                    component.name(),
                    component(component)));
        }
        return CodeBlock.of(
                "$T.<$T>record($S, read -> new $T($L), $T.<$T>of(\n$L))",
                Types.SUBTREES,
                type,
                record.java().shortName(),
                type,
                CodeBlock.join(arguments, ", "),
                List.class,
                ParameterizedTypeName.get(Types.SUBTREE_COMPONENT, type, WildcardTypeName.subtypeOf(Object.class)),
                CodeBlock.join(components, ",\n"));
    }

    private CodeBlock component(TreeType.Component component) {
        CodeBlock shape = component.prefix().isPresent()
                ? family(
                        (TreeType.FamilyOf) component.type(),
                        CodeBlock.of("$S, ", component.prefix().get()))
                : of(component.type());
        CodeBlock checks = conversions.checks(component.type(), component.constraints(), CodeBlock.of("checked"));
        if (!checks.isEmpty()) {
            shape = CodeBlock.of(
                    "$T.<$T>checked($L, checked -> {\n$>$L$<})",
                    Types.SUBTREES,
                    boxed(component.type()),
                    shape,
                    checks);
        }
        if (component.orElse().isPresent()) {
            shape = CodeBlock.of(
                    "$T.<$T>orElse($L, $S)",
                    Types.SUBTREES,
                    boxed(component.type()),
                    shape,
                    component.orElse().get());
        }
        return shape;
    }

    private static TypeName boxed(ValueType type) {
        return Types.of(type.java().boxed());
    }
}
