package dev.xylem.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.xylem.processor.io.PlannedFile;
import dev.xylem.processor.model.Dependency;
import dev.xylem.processor.model.EffectMethod;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Parameter;
import dev.xylem.processor.model.Part;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.Visibility;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.Modifier;

/**
 * Writes the companion of a part: its only subclass, whose bridges let programs of other packages call the part's methods, and
 * the views through which programs offer its values.
 */
final class CompanionEmitter {
    private final Part part;
    private final ClassName name;
    private final Files files;

    CompanionEmitter(Part part, Files files) {
        this.part = part;
        this.name = Types.of(part.id().companion());
        this.files = files;
    }

    PlannedFile emit() {
        String shown = part.id().joined(".");
        TypeSpec.Builder type = files.mark(TypeSpec.classBuilder(name), part.hiding())
                .addAnnotation(described())
                .addModifiers(Modifier.FINAL)
                .superclass(Types.of(part.id()))
                .addJavadoc("The companion of {@link $T}: what programs see of it.\n", Types.of(part.id()));
        if (part.visibility() == Visibility.PUBLIC) {
            type.addModifiers(Modifier.PUBLIC);
        }
        type.addMethod(constructor());
        for (Value value : part.values()) {
            if (value instanceof Value.Input
                    || value instanceof Value.Derived fixed && fixed.constant().isPresent()) {
                type.addMethod(accessor(shown, value));
            } else if (value instanceof Value.Derived derived) {
                type.addMethod(bridge(
                        derived.name(),
                        Types.of(derived.returned()),
                        derived.declared(),
                        derived.thrown(),
                        derived.isStatic()));
            }
        }
        for (EffectMethod effect : part.effects()) {
            type.addMethod(bridge(
                    effect.name(),
                    effect.holds().<TypeName>map(Types::of).orElse(TypeName.VOID),
                    effect.declared(),
                    effect.thrown(),
                    effect.isStatic()));
        }
        type.addType(values(shown)).addType(writer(shown)).addType(changes(shown));
        return files.file(part.id().companion(), type.build(), List.of(part.id()));
    }

    private AnnotationSpec described() {
        AnnotationSpec.Builder described = AnnotationSpec.builder(Types.DESCRIBED);
        if (!part.summary().isEmpty()) {
            described.addMember("summary", "$S", part.summary());
        }
        if (!part.dependencies().isEmpty()) {
            described.addMember(
                    "dependencies",
                    strings(part.dependencies().stream()
                            .map(Dependency::parameter)
                            .toList()));
        }
        for (Value value : part.values()) {
            List<Parameter> parameters = value instanceof Value.Derived derived ? derived.declared() : List.of();
            described.addMember("values", "$L", member(value.name(), parameters, value.summary()));
        }
        for (EffectMethod effect : part.effects()) {
            described.addMember("effects", "$L", member(effect.name(), effect.declared(), effect.summary()));
        }
        return described.build();
    }

    private static AnnotationSpec member(String name, List<Parameter> parameters, String summary) {
        AnnotationSpec.Builder member = AnnotationSpec.builder(Types.MEMBER).addMember("name", "$S", name);
        if (!parameters.isEmpty()) {
            member.addMember(
                    "parameters",
                    strings(parameters.stream().map(Parameter::name).toList()));
        }
        if (!summary.isEmpty()) {
            member.addMember("summary", "$S", summary);
        }
        return member.build();
    }

    private static CodeBlock strings(List<String> texts) {
        return texts.stream().map(text -> CodeBlock.of("$S", text)).collect(CodeBlock.joining(", ", "{", "}"));
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("For programs; parts are not constructed by hand.\n");
        part.thrown().forEach(thrown -> constructor.addException(Types.of(thrown)));
        for (Dependency dependency : part.dependencies()) {
            constructor.addParameter(Types.of(dependency.type()), dependency.parameter());
        }
        constructor.addStatement(
                "super($L)",
                part.dependencies().stream()
                        .map(dependency -> CodeBlock.of("$N", dependency.parameter()))
                        .collect(CodeBlock.joining(", ")));
        return constructor.build();
    }

    private static MethodSpec accessor(String part, Value input) {
        return MethodSpec.methodBuilder(input.name())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.of(input.type().java()))
                .addStatement(
                        "throw $T.value($S, $S, $S)",
                        Types.UNTRACKED,
                        part,
                        input.name(),
                        input.type().java().shown())
                .build();
    }

    /** A public method through which programs of other packages reach one that is not public. */
    private MethodSpec bridge(
            String method, TypeName returned, List<Parameter> parameters, List<JavaType> thrown, boolean isStatic) {
        MethodSpec.Builder bridge = MethodSpec.methodBuilder(method + "$")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Calls {@code $L}.\n", method)
                .returns(returned);
        if (isStatic) {
            bridge.addModifiers(Modifier.STATIC);
        }
        thrown.forEach(type -> bridge.addException(Types.of(type)));
        for (Parameter parameter : parameters) {
            bridge.addParameter(ParameterSpec.builder(Types.of(parameter.declared()), parameter.name())
                    .build());
        }
        CodeBlock call = CodeBlock.of(
                // Qualified, since "yield" cannot be called otherwise.
                "$L.$N($L)",
                isStatic ? CodeBlock.of("$T", Types.of(part.id())) : CodeBlock.of("super"),
                method,
                parameters.stream()
                        .map(parameter -> CodeBlock.of("$N", parameter.name()))
                        .collect(CodeBlock.joining(", ")));
        return bridge.addStatement(returned.equals(TypeName.VOID) ? "$L" : "return $L", call)
                .build();
    }

    private TypeSpec values(String shown) {
        TypeSpec.Builder view = TypeSpec.interfaceBuilder("Values")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The values of {@code $L}: of the last commit, or of one commit in a snapshot.\n", shown);
        for (Value value : part.values()) {
            view.addMethod(method(value, Types.of(value.type().java()))
                    .addJavadoc(Docs.javadoc(value.summary(), "The value of " + value.name() + "."))
                    .build());
        }
        return view.build();
    }

    private TypeSpec writer(String shown) {
        ClassName writer = name.nestedClass("Writer");
        TypeSpec.Builder view = TypeSpec.interfaceBuilder("Writer")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Writes the inputs of {@code $L} inside a commit.\n", shown);
        for (Value value : part.values()) {
            if (!(value instanceof Value.Input input)) {
                continue;
            }
            if (input.type() instanceof ValueType.OptionalOf optional) {
                view.addMethod(method(input, writer)
                        .addParameter(Types.of(optional.element().java()), "value")
                        .addJavadoc("Writes $L.\n", input.name())
                        .build());
            }
            view.addMethod(method(input, writer)
                    .addParameter(Types.of(input.type().java()), "value")
                    .addJavadoc(input.type().optional() ? "Writes $L, or removes it.\n" : "Writes $L.\n", input.name())
                    .build());
            if (input.type() instanceof TreeType.FamilyOf family) {
                TypeName key = Types.of(family.key().java().boxed());
                view.addMethod(method(input, writer)
                        .addParameter(key, "key")
                        .addParameter(Types.of(family.element().java().boxed()), "value")
                        .addJavadoc("Writes an instance of $L.\n", input.name())
                        .build());
                view.addMethod(method(input, "remove" + Conversions.capitalized(input.name()), writer)
                        .addParameter(key, "key")
                        .addJavadoc("Removes an instance of $L, if there is one.\n", input.name())
                        .build());
            }
            if (input.orElse().isPresent()) {
                view.addMethod(method(input, "clear" + Conversions.capitalized(input.name()), writer)
                        .addJavadoc("Removes $L, so that its default holds.\n", input.name())
                        .build());
            }
        }
        return view.build();
    }

    private TypeSpec changes(String shown) {
        TypeSpec.Builder view = TypeSpec.interfaceBuilder("Changes")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Subscribes to the values of {@code $L}.\n", shown);
        for (Value value : part.values()) {
            view.addMethod(method(value, Types.SUBSCRIPTION)
                    .addParameter(listener(value.type()), "listener")
                    .addJavadoc(
                            "Calls the listener after each commit that changes $L, on the effect executor.\n",
                            value.name())
                    .build());
            if (TreeType.isFamily(value.type().java())) {
                view.addMethod(method(value, keyed(value.type().java()))
                        .addJavadoc("$L key by key.\n", Conversions.capitalized(value.name()))
                        .build());
            }
        }
        return view.build();
    }

    /** {@code Keyed<K, V>} for a family. */
    static TypeName keyed(JavaType family) {
        return ParameterizedTypeName.get(
                Types.KEYED,
                ((JavaType.Declared) family).arguments().stream().map(Types::of).toArray(TypeName[]::new));
    }

    /** {@code Consumer<? super Change<X>>}. */
    static TypeName listener(ValueType type) {
        TypeName change =
                ParameterizedTypeName.get(Types.CHANGE, Types.of(type.java().boxed()));
        return ParameterizedTypeName.get(ClassName.get(Consumer.class), WildcardTypeName.supertypeOf(change));
    }

    /** The methods of a value; those of one that some programs do not have say so there. */
    private MethodSpec.Builder method(Value value, TypeName returned) {
        return method(value, value.name(), returned);
    }

    private MethodSpec.Builder method(Value value, String name, TypeName returned) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).returns(returned);
        String key = part.conditional().get(value.name());
        if (key == null) {
            return method.addModifiers(Modifier.ABSTRACT);
        }
        return method.addModifiers(Modifier.DEFAULT)
                .addStatement("throw $T.off($S, $S)", Types.UNTRACKED, part.id().joined(".") + "." + value.name(), key);
    }
}
