package dev.xylem.processor.read;

import dev.xylem.processor.model.Visibility;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Looks at classes that generated code constructs. */
final class Components {
    private Components() {}

    /** Whether it is a public concrete class with a public constructor without parameters, and needs no outer object. */
    static boolean usable(TypeElement type) {
        return type.getKind() == ElementKind.CLASS
                && !type.getModifiers().contains(Modifier.ABSTRACT)
                && (!type.getNestingKind().isNested() || type.getModifiers().contains(Modifier.STATIC))
                && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .anyMatch(constructor -> constructor.getParameters().isEmpty()
                                && TypeReader.visibility(constructor) == Visibility.PUBLIC);
    }
}
