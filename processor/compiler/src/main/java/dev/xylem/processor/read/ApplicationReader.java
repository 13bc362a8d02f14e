package dev.xylem.processor.read;

import dev.xylem.processor.diag.Places;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Factory;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.ComponentDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.NamedPlace;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads interfaces with {@code @Synthesize}. */
public final class ApplicationReader {
    private static final ClassId SYNTHESIZE = ClassId.of("dev.xylem", "Synthesize");

    private final ProcessingEnvironment environment;
    private final Compiled compiled;
    private final PartReader parts;
    private final Annotations annotations;
    private final ClassLiterals literals;

    /** A reader for one round. */
    public ApplicationReader(ProcessingEnvironment environment, Compiled compiled, PartReader parts) {
        this.environment = environment;
        this.compiled = compiled;
        this.parts = parts;
        this.annotations = new Annotations(environment.getElementUtils());
        this.literals = new ClassLiterals(environment);
    }

    /**
     * Reads an application and the parts it lists.
     *
     * @throws UnresolvedTypeException when one of them mentions a type that does not exist (yet)
     */
    public ApplicationDeclaration read(TypeElement type) {
        ClassId id = Places.id(type);
        Position position = Position.of(id);
        AnnotationMirror mark = Annotations.find(type, "Synthesize").orElseThrow();
        return new ApplicationDeclaration(
                id,
                PartReader.kind(type),
                PartReader.flags(type),
                TypeReader.visibility(type),
                uses(type, mark, position),
                exports(type, position),
                access(mark, position),
                places(type, method -> method.getModifiers().contains(Modifier.ABSTRACT) && !isClose(method)),
                places(
                        type,
                        method -> method.isDefault() && method.getParameters().isEmpty()),
                factories(type, position),
                new Hiding(environment.getElementUtils()).names(type),
                compiled.byUser(id.program()),
                List.of(),
                Map.of(),
                Summary.of(environment.getElementUtils().getDocComment(type)),
                position);
    }

    private List<UseDeclaration> uses(TypeElement type, AnnotationMirror mark, Position position) {
        List<UseDeclaration> uses = new ArrayList<>();
        List<AnnotationValue> listed = annotations.list(mark, "value");
        for (int i = 0; i < listed.size(); i++) {
            use(part(type, listed.get(i), i), "", "", Optional.empty(), position.in(SYNTHESIZE, "value"), uses);
        }
        for (AnnotationMirror use : annotations.nested(mark, "uses")) {
            use(
                    annotations.type(use, "value"),
                    annotations.text(use, "name"),
                    annotations.text(use, "base"),
                    annotations.nested(use, "onlyIf").stream()
                            .findFirst()
                            .map(found -> annotations.condition(found, position.in(SYNTHESIZE, "uses"))),
                    position.in(SYNTHESIZE, "uses"),
                    uses);
        }
        return uses;
    }

    /** The class that is listed; one that cannot be seen from here is found all the same, so that a rule can say so. */
    private TypeMirror part(TypeElement type, AnnotationValue value, int index) {
        try {
            return Annotations.type(value);
        } catch (UnresolvedTypeException unresolved) {
            return literals.find(type, index).map(TypeElement::asType).orElseThrow(() -> unresolved);
        }
    }

    private void use(
            TypeMirror part,
            String name,
            String base,
            Optional<Condition> onlyIf,
            Position position,
            List<UseDeclaration> uses) {
        ClassDeclaration read =
                Annotations.element(part).map(parts::read).orElseGet(() -> ClassDeclaration.named(part.toString()));
        uses.add(new UseDeclaration(read, name, base, onlyIf, position));
    }

    private List<ComponentDeclaration> exports(TypeElement type, Position position) {
        Optional<AnnotationMirror> export = Annotations.find(type, "Export");
        if (export.isEmpty()) {
            return List.of();
        }
        Position place = position.in(ClassId.of("dev.xylem", "Export"), "value");
        return annotations.list(export.get(), "value").stream()
                .map(Annotations::type)
                .map(Annotations::element)
                .flatMap(Optional::stream)
                .map(element -> component(element, "dev.xylem.spi.Exporter", place))
                .toList();
    }

    private Optional<ComponentDeclaration> access(AnnotationMirror mark, Position position) {
        String access = "dev.xylem.store.Access";
        return Annotations.element(annotations.type(mark, "access"))
                .filter(element -> !element.getQualifiedName().contentEquals(access))
                .map(element -> component(element, access, position.in(SYNTHESIZE, "access")));
    }

    private ComponentDeclaration component(TypeElement element, String service, Position place) {
        TypeElement wanted = environment.getElementUtils().getTypeElement(service);
        boolean fits = wanted != null && environment.getTypeUtils().isSubtype(element.asType(), wanted.asType());
        return new ComponentDeclaration(Places.id(element), fits, Components.usable(element), place);
    }

    private List<NamedPlace> places(TypeElement type, Predicate<ExecutableElement> wanted) {
        return ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type)).stream()
                .filter(wanted)
                .map(method -> {
                    Position owner = Position.of(Places.id(Places.owner(method)));
                    String name = method.getSimpleName().toString();
                    return new NamedPlace(
                            name, owner.member(Places.signature(method, environment.getTypeUtils()), name));
                })
                .toList();
    }

    /** The program has a {@code close} anyway, so an application may be {@code AutoCloseable}. */
    private static boolean isClose(ExecutableElement method) {
        return method.getSimpleName().contentEquals("close")
                && method.getParameters().isEmpty()
                && method.getReturnType().getKind() == TypeKind.VOID;
    }

    private List<Factory> factories(TypeElement type, Position position) {
        List<Factory> factories = new ArrayList<>();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            if (method.getModifiers().contains(Modifier.STATIC)
                    && !method.getModifiers().contains(Modifier.PRIVATE)
                    && method.getParameters().isEmpty()
                    && method.getTypeParameters().isEmpty()
                    && method.getReturnType().getKind() != TypeKind.VOID
                    // Such as the program itself, which is yet to be generated. Dependencies are of types that exist.
                    && method.getReturnType().getKind() != TypeKind.ERROR) {
                String name = method.getSimpleName().toString();
                factories.add(new Factory(
                        name,
                        TypeReader.read(method.getReturnType()),
                        method.getThrownTypes().stream().map(TypeReader::read).toList(),
                        position.member(Places.signature(method, environment.getTypeUtils()), name)));
            }
        }
        return factories;
    }
}
