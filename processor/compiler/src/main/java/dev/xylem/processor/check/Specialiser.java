package dev.xylem.processor.check;

import dev.xylem.processor.model.SwitchedOff;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.Condition;
import dev.xylem.processor.model.declared.ConstantMark;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.option.GivenConstants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of an application what its constants leave of it: their texts filled in, and without what they switch off. */
public final class Specialiser {
    private final GivenConstants given;
    private final Map<String, MethodDeclaration> constants = new LinkedHashMap<>();
    private final List<SwitchedOff> off = new ArrayList<>();

    private Specialiser(GivenConstants given) {
        this.given = given;
    }

    /** The application with what is given; conditions that cannot be decided hold. */
    public static ApplicationDeclaration apply(ApplicationDeclaration application, GivenConstants given) {
        return new Specialiser(given).of(application);
    }

    private ApplicationDeclaration of(ApplicationDeclaration application) {
        List<UseDeclaration> filled = application.uses().stream()
                .map(use -> use.withPart(use.part()
                        .withMethods(
                                use.part().methods().stream().map(this::filled).toList())))
                .toList();
        for (UseDeclaration use : filled) {
            for (MethodDeclaration method : use.part().methods()) {
                method.constant().ifPresent(mark -> constants.putIfAbsent(mark.key(), method));
            }
        }
        List<UseDeclaration> kept = new ArrayList<>();
        for (UseDeclaration use : filled) {
            Optional<Condition> failing = use.onlyIf()
                    .filter(this::fails)
                    .or(() -> use.part().onlyIf().filter(this::fails));
            if (failing.isPresent()) {
                off(use, Optional.empty(), failing.get());
            } else {
                kept.add(use.withPart(use.part().withMethods(methods(use))));
            }
        }
        return application.specialised(kept, off, constants);
    }

    private List<MethodDeclaration> methods(UseDeclaration use) {
        List<MethodDeclaration> kept = new ArrayList<>();
        for (MethodDeclaration method : use.part().methods()) {
            Optional<Condition> failing = method.onlyIf().filter(this::fails);
            if (failing.isPresent()) {
                off(use, Optional.of(method.name()), failing.get());
            } else {
                kept.add(method);
            }
        }
        return kept;
    }

    private void off(UseDeclaration use, Optional<String> member, Condition condition) {
        String text = constant(condition.key()).orElseThrow();
        off.add(new SwitchedOff(use.part().id(), Assembler.name(use), member, condition.key(), text));
    }

    private MethodDeclaration filled(MethodDeclaration method) {
        if (method.constant().isEmpty()) {
            return method;
        }
        ConstantMark mark = method.constant().get();
        Optional<GivenConstants.Given> found = given.of(mark.key());
        if (found.isPresent()) {
            return method.withConstant(mark.with(found.get().text(), found.get().origin()));
        }
        return mark.orElse()
                .map(text -> method.withConstant(mark.with(text, "orElse")))
                .orElse(method);
    }

    private Optional<String> constant(String key) {
        return Optional.ofNullable(constants.get(key))
                .flatMap(MethodDeclaration::constant)
                .flatMap(ConstantMark::given);
    }

    private boolean fails(Condition condition) {
        Optional<String> text = constant(condition.key());
        if (text.isEmpty()) {
            return false;
        }
        Optional<ValueType> type =
                Optional.ofNullable(constants.get(condition.key())).flatMap(MethodDeclaration::result);
        // What the constant can never be is reported, and decides nothing.
        boolean wrong = condition.is().stream()
                .anyMatch(wanted ->
                        type.flatMap(t -> Defaults.wrong(t, List.of(), wanted)).isPresent());
        return !wrong
                && condition.is().stream()
                        .noneMatch(wanted -> wanted.equals(text.get())
                                || type.filter(t -> Defaults.same(t, wanted, text.get()))
                                        .isPresent());
    }
}
