package dev.xylem.processor.read;

import dev.xylem.processor.diag.Places;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ConstantMark;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration.CodecDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration.FoldMark;
import dev.xylem.processor.model.declared.MethodDeclaration.InputMark;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration.FromMark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads the methods and constructors of a class. Types are read only where they matter: of annotated methods and constructors. */
final class MethodReader {
    private static final String NO_DEFAULT = "\u0000";
    private static final ClassId CODEC = ClassId.of("dev.xylem", "Codec");

    private final ProcessingEnvironment environment;
    private final Annotations annotations;
    private final ConstraintReader constraints;
    private final ValueTypeReader valueTypes;

    MethodReader(ProcessingEnvironment environment, Annotations annotations) {
        this.environment = environment;
        this.annotations = annotations;
        this.constraints = new ConstraintReader(annotations);
        this.valueTypes = new ValueTypeReader(environment.getTypeUtils(), annotations);
    }

    MethodDeclaration read(ExecutableElement method, ClassSource source, Position owner) {
        String name = method.getSimpleName().toString();
        boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
        String shown = constructor ? owner.type().simpleName() : name;
        Position position = owner.member(Places.signature(method, environment.getTypeUtils()), shown);
        Optional<InputMark> input = Annotations.find(method, "Input").map(this::input);
        boolean derived = Annotations.find(method, "Derived").isPresent();
        Optional<FoldMark> fold = Annotations.find(method, "Fold").map(this::fold);
        Optional<ConstantMark> constant = Annotations.find(method, "Constant").map(this::constant);
        boolean effect = Annotations.find(method, "Effect").isPresent();
        boolean typed =
                constructor || input.isPresent() || derived || fold.isPresent() || constant.isPresent() || effect;
        Set<Flag> flags = flags(method);
        if (!method.getTypeParameters().isEmpty()) {
            flags.add(Flag.GENERIC);
        }
        if (Annotations.find(method, "Publish")
                .filter(mark -> annotations.flag(mark, "existing"))
                .isPresent()) {
            flags.add(Flag.EXISTING);
        }
        if (Annotations.find(method, "Fold")
                .filter(mark -> annotations.flag(mark, "atStart"))
                .isPresent()) {
            flags.add(Flag.AT_START);
        }
        if (effect && closeable(method.getReturnType())) {
            flags.add(Flag.CLOSEABLE);
        }
        return new MethodDeclaration(
                name,
                flags,
                TypeReader.visibility(method),
                typed && !constructor ? result(method, input) : Optional.empty(),
                typed && !constructor ? PartReader.result(method.getReturnType()) : TypeReader.visibility(method),
                typed ? parameters(method, position) : List.of(),
                typed
                        ? method.getThrownTypes().stream()
                                .map(TypeReader::read)
                                .filter(this::checked)
                                .toList()
                        : List.of(),
                input,
                derived,
                fold,
                constant,
                annotations.condition(method, position),
                effect,
                each(method),
                Annotations.find(method, "Publish").map(mark -> annotations.text(mark, "value")),
                input.isPresent() || constant.isPresent() ? constraints.read(method) : List.of(),
                source.tree(method).map(OwnCalls::in).orElse(List.of()),
                Summary.of(source.comment(method)),
                position);
    }

    /** The family for each of whose instances an effect or fold is. */
    private Optional<String> each(ExecutableElement method) {
        return Annotations.find(method, "Effect")
                .or(() -> Annotations.find(method, "Fold"))
                .map(mark -> annotations.text(mark, "each"))
                .filter(name -> !name.isEmpty());
    }

    static Set<Flag> flags(Element element) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : List.of(Flag.ABSTRACT, Flag.STATIC, Flag.FINAL, Flag.SEALED)) {
            if (element.getModifiers().contains(Modifier.valueOf(flag.name()))) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private Optional<ValueType> result(ExecutableElement method, Optional<InputMark> input) {
        return method.getReturnType().getKind() == TypeKind.VOID
                ? Optional.empty()
                : Optional.of(valueTypes.read(
                        method.getReturnType(), input.flatMap(InputMark::codec).map(CodecDeclaration::id)));
    }

    private List<ParameterDeclaration> parameters(ExecutableElement method, Position position) {
        List<ParameterDeclaration> parameters = new ArrayList<>();
        for (VariableElement parameter : method.getParameters()) {
            String name = parameter.getSimpleName().toString();
            parameters.add(new ParameterDeclaration(
                    name,
                    TypeReader.read(parameter.asType()),
                    TypeReader.visibility(parameter.asType()),
                    Annotations.find(parameter, "From").map(this::from),
                    position.parameter(parameters.size(), name)));
        }
        return parameters;
    }

    private boolean closeable(TypeMirror type) {
        return type instanceof DeclaredType
                && environment
                        .getTypeUtils()
                        .isAssignable(
                                type,
                                environment
                                        .getElementUtils()
                                        .getTypeElement("java.lang.AutoCloseable")
                                        .asType());
    }

    private boolean checked(JavaType thrown) {
        var elements = environment.getElementUtils();
        var types = environment.getTypeUtils();
        TypeElement type = elements.getTypeElement(thrown.toString());
        return type != null
                && !types.isSubtype(
                        type.asType(),
                        elements.getTypeElement("java.lang.RuntimeException").asType())
                && !types.isSubtype(
                        type.asType(),
                        elements.getTypeElement("java.lang.Error").asType());
    }

    private FromMark from(AnnotationMirror mark) {
        TypeMirror part = annotations.type(mark, "part");
        return new FromMark(
                Annotations.element(part).map(Places::id),
                annotations.text(mark, "use"),
                annotations.text(mark, "value"),
                annotations.text(mark, "path"));
    }

    private InputMark input(AnnotationMirror mark) {
        String orElse = annotations.text(mark, "orElse");
        Optional<TypeElement> codec = Annotations.element(annotations.type(mark, "codec"))
                .filter(type -> !type.getQualifiedName().contentEquals("dev.xylem.NoCodec"));
        String acknowledge = annotations.text(mark, "acknowledge");
        return new InputMark(
                annotations.text(mark, "value"),
                orElse.equals(NO_DEFAULT) ? Optional.empty() : Optional.of(orElse),
                acknowledge.equals(NO_DEFAULT) ? Optional.empty() : Optional.of(acknowledge),
                codec.map(this::codec));
    }

    private ConstantMark constant(AnnotationMirror mark) {
        String orElse = annotations.text(mark, "orElse");
        return new ConstantMark(
                annotations.text(mark, "value"),
                orElse.equals(NO_DEFAULT) ? Optional.empty() : Optional.of(orElse),
                Optional.empty(),
                "");
    }

    private FoldMark fold(AnnotationMirror mark) {
        String initial = annotations.text(mark, "initial");
        return new FoldMark(
                initial.equals(NO_DEFAULT) ? Optional.empty() : Optional.of(initial),
                annotations.texts(mark, "resetOn"));
    }

    private CodecDeclaration codec(TypeElement type) {
        return new CodecDeclaration(Places.id(type), Components.usable(type), converts(type.asType()));
    }

    private Optional<JavaType> converts(TypeMirror type) {
        if (type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && Places.id(element).equals(CODEC)) {
            return declared.getTypeArguments().stream().findFirst().map(TypeReader::read);
        }
        return environment.getTypeUtils().directSupertypes(type).stream()
                .map(this::converts)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The method with the names and the documentation that its class file has lost. */
    MethodDeclaration described(MethodDeclaration read, Descriptions.Member member) {
        return named(read, member.parameters()).withSummary(member.summary());
    }

    /** The method or constructor with the names of parameters that its class file has lost. */
    MethodDeclaration named(MethodDeclaration read, List<String> names) {
        if (names.size() != read.parameters().size()) {
            return read;
        }
        List<ParameterDeclaration> parameters = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ParameterDeclaration old = read.parameters().get(i);
            parameters.add(new ParameterDeclaration(
                    names.get(i),
                    old.type(),
                    old.visibility(),
                    old.from(),
                    read.position().parameter(i, names.get(i))));
        }
        return read.withParameters(parameters);
    }
}
