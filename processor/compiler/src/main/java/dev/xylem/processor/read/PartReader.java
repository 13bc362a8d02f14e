package dev.xylem.processor.read;

import dev.xylem.processor.diag.Places;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Visibility;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.ClassKind;
import dev.xylem.processor.model.declared.FieldDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.read.Descriptions.Description;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads classes that are, or are used as, parts: from source, or from class files with the description beside them. */
public final class PartReader {
    private final ProcessingEnvironment environment;
    private final Compiled compiled;
    private final Annotations annotations;
    private final Descriptions descriptions;
    private final MethodReader methods;
    private final Hiding hiding;
    private final Map<ClassId, ClassDeclaration> known = new HashMap<>();

    /** A reader for one round. */
    public PartReader(ProcessingEnvironment environment, Compiled compiled) {
        this.environment = environment;
        this.compiled = compiled;
        this.annotations = new Annotations(environment.getElementUtils());
        this.descriptions = new Descriptions(environment.getElementUtils(), annotations);
        this.methods = new MethodReader(environment, annotations);
        this.hiding = new Hiding(environment.getElementUtils());
    }

    /**
     * Reads a class.
     *
     * @throws UnresolvedTypeException when it mentions a type that does not exist (yet)
     */
    public ClassDeclaration read(TypeElement type) {
        ClassId id = Places.id(type);
        ClassDeclaration read = known.get(id);
        if (read == null) {
            read = read(type, id);
            known.put(id, read);
        }
        return read;
    }

    private ClassDeclaration read(TypeElement type, ClassId id) {
        Position position = Position.of(id);
        boolean fromSource = compiled.fromSource(id);
        Optional<Description> description = fromSource ? Optional.empty() : descriptions.of(id);
        resolved(type);
        ClassSource source = ClassSource.of(environment, type);
        List<MethodDeclaration> own = new ArrayList<>();
        boolean complete = fromSource || description.isPresent();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            MethodDeclaration read = methods.read(method, source, position);
            if (description.isPresent() && read.isMarked()) {
                Descriptions.Member member = description.get().members().get(read.name());
                complete &= member != null
                        && member.parameters().size() == read.parameters().size();
                own.add(complete && member != null ? methods.described(read, member) : read);
            } else {
                own.add(read);
            }
        }
        List<MethodDeclaration> constructors = new ArrayList<>();
        for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
            MethodDeclaration read = methods.read(constructor, source, position);
            constructors.add(
                    description.isPresent()
                            ? methods.named(read, description.get().dependencies())
                            : read);
        }
        description.ifPresent(d -> own.sort(order(d)));
        return new ClassDeclaration(
                id,
                kind(type),
                flags(type),
                TypeReader.visibility(type),
                Annotations.find(type, "Part").map(mark -> annotations.text(mark, "name")),
                annotations.condition(type, position),
                fromSource,
                complete,
                compiled.byUser(id.companion()),
                needsOuter(type),
                constructors,
                fields(type),
                own,
                inherited(type),
                hiding.names(type),
                description
                        .map(Description::summary)
                        .orElseGet(
                                () -> Summary.of(environment.getElementUtils().getDocComment(type))),
                position);
    }

    /** The order in which the source declares the methods; those without a role stand last. */
    private static Comparator<MethodDeclaration> order(Description description) {
        Map<String, Integer> places = new HashMap<>();
        description.members().keySet().forEach(name -> places.put(name, places.size()));
        return Comparator.comparingInt(method -> places.getOrDefault(method.name(), Integer.MAX_VALUE));
    }

    static ClassKind kind(TypeElement type) {
        return switch (type.getKind()) {
            case INTERFACE -> ClassKind.INTERFACE;
            case ENUM -> ClassKind.ENUM;
            case RECORD -> ClassKind.RECORD;
            case ANNOTATION_TYPE -> ClassKind.ANNOTATION;
            default -> ClassKind.CLASS;
        };
    }

    static Set<Flag> flags(TypeElement type) {
        Set<Flag> flags = MethodReader.flags(type);
        if (!type.getTypeParameters().isEmpty()) {
            flags.add(Flag.GENERIC);
        }
        if (type.getNestingKind().isNested()) {
            flags.add(Flag.NESTED);
        }
        return flags;
    }

    private static boolean needsOuter(TypeElement type) {
        for (Element at = type;
                at instanceof TypeElement inner && inner.getNestingKind().isNested(); ) {
            if (!at.getModifiers().contains(Modifier.STATIC)) {
                return true;
            }
            at = at.getEnclosingElement();
        }
        return false;
    }

    /** Superclasses must be known before anything can be said about what is inherited from them. */
    private void resolved(TypeElement type) {
        for (TypeMirror above : environment.getTypeUtils().directSupertypes(type.asType())) {
            if (above.getKind() == TypeKind.ERROR) {
                throw new UnresolvedTypeException(above.toString());
            }
            Annotations.element(above).ifPresent(this::resolved);
        }
    }

    /** The fields of the class and of those above it. */
    private List<FieldDeclaration> fields(TypeElement type) {
        List<FieldDeclaration> fields = new ArrayList<>();
        Element at = type;
        while (at instanceof TypeElement declaring && declaring.getSuperclass().getKind() != TypeKind.NONE) {
            Position owner = Position.of(Places.id(declaring));
            for (VariableElement field : ElementFilter.fieldsIn(declaring.getEnclosedElements())) {
                if (field.getKind() == ElementKind.FIELD) {
                    String name = field.getSimpleName().toString();
                    fields.add(new FieldDeclaration(name, MethodReader.flags(field), owner.member(name, name)));
                }
            }
            at = environment.getTypeUtils().asElement(declaring.getSuperclass());
        }
        return fields;
    }

    /** The abstract methods that the class inherits and nothing implements, in the order of their names. */
    private List<String> inherited(TypeElement type) {
        Elements elements = environment.getElementUtils();
        List<ExecutableElement> all = ElementFilter.methodsIn(elements.getAllMembers(type));
        return all.stream()
                .filter(method ->
                        method.getModifiers().contains(Modifier.ABSTRACT) && !type.equals(method.getEnclosingElement()))
                // A class above may implement the method of an interface that it does not know.
                .filter(method -> all.stream()
                        .noneMatch(other -> !other.getModifiers().contains(Modifier.ABSTRACT)
                                && other.getSimpleName().equals(method.getSimpleName())
                                && elements.overrides(other, method, type)))
                .map(method -> Places.owner(method).getSimpleName() + "." + method.getSimpleName())
                .sorted()
                .toList();
    }

    static Visibility result(TypeMirror type) {
        return type.getKind() == TypeKind.VOID ? Visibility.PUBLIC : TypeReader.visibility(type);
    }
}
