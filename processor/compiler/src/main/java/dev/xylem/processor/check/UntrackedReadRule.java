package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A part reads its inputs through parameters, so that it is known what depends on them. */
final class UntrackedReadRule implements Rule {
    @Override
    public Code code() {
        return Code.UNTRACKED_READ;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Set<String> inputs = part.methods().stream()
                .filter(method ->
                        method.input().isPresent() || method.constant().isPresent())
                .map(MethodDeclaration::name)
                .collect(Collectors.toSet());
        Stream.concat(part.constructors().stream(), part.methods().stream()).forEach(method -> {
            for (String call : method.calls()) {
                if (inputs.contains(call)) {
                    report(part, method, call, report);
                }
            }
        });
    }

    private static void report(ClassDeclaration part, MethodDeclaration method, String call, Report report) {
        boolean constructor = part.constructors().contains(method);
        String type = part.value(call)
                .flatMap(MethodDeclaration::result)
                .map(t -> t.java().shown())
                .orElse("…");
        report.add(
                method.position(),
                (constructor ? "The constructor of " + part.id().simpleName() : "The method " + method.name())
                        + " calls " + call + "(), a read that nothing keeps track of.",
                constructor
                        ? "read it in a @Derived or @Effect method, by a parameter named " + call + "."
                        : "add the parameter '" + type + " " + call + "' and use it instead.");
    }
}
