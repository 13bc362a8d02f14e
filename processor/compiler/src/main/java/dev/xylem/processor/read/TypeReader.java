package dev.xylem.processor.read;

import dev.xylem.processor.diag.Places;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.PrimitiveKind;
import dev.xylem.processor.model.Visibility;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;
import org.jspecify.annotations.Nullable;

/** Turns types of the compiler into names. */
final class TypeReader {
    private TypeReader() {}

    /**
     * The type as source spells it.
     *
     * @throws UnresolvedTypeException when some of it does not exist
     */
    static JavaType read(TypeMirror type) {
        return type.accept(new Reader(), null);
    }

    private static final class Reader extends SimpleTypeVisitor14<JavaType, Void> {
        @Override
        public JavaType visitPrimitive(PrimitiveType type, Void none) {
            return JavaType.of(PrimitiveKind.valueOf(type.getKind().name()));
        }

        @Override
        public JavaType visitArray(ArrayType type, Void none) {
            return new JavaType.Array(read(type.getComponentType()));
        }

        @Override
        public JavaType visitDeclared(DeclaredType type, Void none) {
            return new JavaType.Declared(
                    Places.id((TypeElement) type.asElement()),
                    type.getTypeArguments().stream().map(TypeReader::read).toList());
        }

        @Override
        public JavaType visitError(ErrorType type, Void none) {
            throw new UnresolvedTypeException(type.toString());
        }

        @Override
        public JavaType visitWildcard(WildcardType type, Void none) {
            return new JavaType.Wildcard(bound(type.getExtendsBound()), bound(type.getSuperBound()));
        }

        private static Optional<JavaType> bound(@Nullable TypeMirror type) {
            return Optional.ofNullable(type).map(TypeReader::read);
        }

        @Override
        public JavaType visitTypeVariable(TypeVariable type, Void none) {
            // Only methods and classes that a rule refuses mention one.
            return new JavaType.Declared(
                    new ClassId("", List.of(type.asElement().getSimpleName().toString())), List.of());
        }

        @Override
        protected JavaType defaultAction(TypeMirror type, Void none) {
            throw new UnresolvedTypeException(type.toString());
        }
    }

    /** From where a type can be used: as far as the narrowest of the classes that it mentions. */
    static Visibility visibility(TypeMirror type) {
        return type.accept(
                new SimpleTypeVisitor14<Visibility, Void>(Visibility.PUBLIC) {
                    @Override
                    public Visibility visitArray(ArrayType array, Void none) {
                        return visibility(array.getComponentType());
                    }

                    @Override
                    public Visibility visitDeclared(DeclaredType declared, Void none) {
                        Visibility narrowest = visibility(declared.asElement());
                        for (TypeMirror argument : declared.getTypeArguments()) {
                            narrowest = narrowest.and(visibility(argument));
                        }
                        return narrowest;
                    }

                    @Override
                    public Visibility visitWildcard(WildcardType wildcard, Void none) {
                        TypeMirror upper = wildcard.getExtendsBound();
                        TypeMirror bound = upper == null ? wildcard.getSuperBound() : upper;
                        return bound == null ? Visibility.PUBLIC : visibility(bound);
                    }
                },
                null);
    }

    /** From where a class or member can be used, the classes around it included. */
    static Visibility visibility(Element element) {
        Visibility narrowest = Visibility.PUBLIC;
        for (Element at = element; at != null && !(at instanceof PackageElement); at = at.getEnclosingElement()) {
            narrowest = narrowest.and(own(at));
        }
        return narrowest;
    }

    private static Visibility own(Element element) {
        if (element.getModifiers().contains(Modifier.PUBLIC)) {
            return Visibility.PUBLIC;
        }
        return element.getModifiers().contains(Modifier.PRIVATE) ? Visibility.PRIVATE : Visibility.PACKAGE;
    }
}
