package dev.xylem.processor.model.declared;

import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Constraint;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method or constructor of a part.
 *
 * @param visibility from where it can be called
 * @param result what it returns; absent for {@code void} and for constructors
 * @param resultVisibility from where the type of the result can be used
 * @param parameters a parameter of a fold that is named {@code previous} means the fold itself
 * @param each the name of the family for each of whose instances an effect or fold is; absent where it is for none
 * @param calls the methods without parameters that its body calls on its own object; empty where no tree can be seen
 */
public record MethodDeclaration(
        String name,
        Set<Flag> flags,
        Visibility visibility,
        Optional<ValueType> result,
        Visibility resultVisibility,
        List<ParameterDeclaration> parameters,
        List<JavaType> thrown,
        Optional<InputMark> input,
        boolean derived,
        Optional<FoldMark> fold,
        Optional<ConstantMark> constant,
        Optional<Condition> onlyIf,
        boolean effect,
        Optional<String> each,
        Optional<String> publish,
        List<Constraint> constraints,
        List<String> calls,
        String summary,
        Position position) {
    public MethodDeclaration {
        flags = Set.copyOf(flags);
        parameters = fold.isEmpty()
                ? List.copyOf(parameters)
                : parameters.stream()
                        .map(parameter -> parameter.previousOf(name))
                        .toList();
        thrown = List.copyOf(thrown);
        constraints = List.copyOf(constraints);
        calls = List.copyOf(calls);
    }

    /** What {@code @Input} says. */
    public record InputMark(
            String path, Optional<String> orElse, Optional<String> acknowledge, Optional<CodecDeclaration> codec) {}

    /** What {@code @Fold} says. */
    public record FoldMark(Optional<String> initial, List<String> resetOn) {
        public FoldMark {
            resetOn = List.copyOf(resetOn);
        }
    }

    /**
     * A codec that an input names.
     *
     * @param usable whether it is a concrete class with a constructor without parameters, both visible to the part
     * @param converts the type it converts, where that can be seen
     */
    public record CodecDeclaration(ClassId id, boolean usable, Optional<JavaType> converts) {}

    /** Whether it is a value that is no input: derived, a fold, or a constant. */
    public boolean computed() {
        return derived || fold.isPresent() || constant.isPresent();
    }

    /** Whether it is an input or is computed. */
    public boolean isValue() {
        return input.isPresent() || computed();
    }

    /** Whether it carries an annotation that gives it a part to play. */
    public boolean isMarked() {
        return isValue() || effect;
    }

    /** The place of one of its annotations of {@code dev.xylem}. */
    public Position at(String annotation, String attribute) {
        return position.in(ClassId.of("dev.xylem", annotation), attribute);
    }

    /** The same with other parameters. */
    public MethodDeclaration withParameters(List<ParameterDeclaration> others) {
        return new MethodDeclaration(
                name,
                flags,
                visibility,
                result,
                resultVisibility,
                others,
                thrown,
                input,
                derived,
                fold,
                constant,
                onlyIf,
                effect,
                each,
                publish,
                constraints,
                calls,
                summary,
                position);
    }

    /** The same with another text of a constant. */
    public MethodDeclaration withConstant(ConstantMark other) {
        return new MethodDeclaration(
                name,
                flags,
                visibility,
                result,
                resultVisibility,
                parameters,
                thrown,
                input,
                derived,
                fold,
                Optional.of(other),
                onlyIf,
                effect,
                each,
                publish,
                constraints,
                calls,
                summary,
                position);
    }

    /** The same with other documentation. */
    public MethodDeclaration withSummary(String other) {
        return new MethodDeclaration(
                name,
                flags,
                visibility,
                result,
                resultVisibility,
                parameters,
                thrown,
                input,
                derived,
                fold,
                constant,
                onlyIf,
                effect,
                each,
                publish,
                constraints,
                calls,
                other,
                position);
    }
}
