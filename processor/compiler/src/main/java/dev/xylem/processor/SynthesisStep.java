package dev.xylem.processor;

import dev.xylem.processor.check.Assembler;
import dev.xylem.processor.check.Resolution;
import dev.xylem.processor.check.Rules;
import dev.xylem.processor.check.Specialiser;
import dev.xylem.processor.check.Unknown;
import dev.xylem.processor.diag.Code;
import dev.xylem.processor.diag.Finding;
import dev.xylem.processor.diag.Places;
import dev.xylem.processor.diag.Printer;
import dev.xylem.processor.io.FileSink;
import dev.xylem.processor.io.PlannedFile;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.ComponentDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Stray;
import dev.xylem.processor.option.Options;
import dev.xylem.processor.plan.WatchCover;
import dev.xylem.processor.read.ApplicationReader;
import dev.xylem.processor.read.Compiled;
import dev.xylem.processor.read.PartReader;
import dev.xylem.processor.read.StrayReader;
import dev.xylem.processor.read.UnresolvedTypeException;
import dev.xylem.processor.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * What happens to a part and to an application: read, check, plan, emit. Nothing is emitted for one with an error; the others
 * go on. One that mentions a type that does not exist yet waits for a later round; only names outlive a round.
 */
final class SynthesisStep {
    private static final int FRAMES_SHOWN = 8;

    private final ProcessingEnvironment environment;
    private final Options options;
    private final Printer printer;
    private final Generator generator;
    private final FileSink sink;
    private final Compiled compiled;
    private final Map<String, String> waitingParts = new TreeMap<>();
    private final Map<String, String> waitingApplications = new TreeMap<>();
    private final Set<String> keys = new TreeSet<>();
    private boolean applications;
    private final Map<ClassId, Boolean> clean = new HashMap<>();

    SynthesisStep(
            ProcessingEnvironment environment,
            Options options,
            Compiled compiled,
            Printer printer,
            Generator generator,
            FileSink sink) {
        this.environment = environment;
        this.options = options;
        this.compiled = compiled;
        this.printer = printer;
        this.generator = generator;
        this.sink = sink;
    }

    /** Does what can be done in a round. */
    void process(RoundEnvironment round) {
        compiled.add(round.getRootElements());
        if (round.processingOver()) {
            reportWaiting();
            reportUnknown();
            return;
        }
        PartReader parts = new PartReader(environment, compiled);
        ApplicationReader applications = new ApplicationReader(environment, compiled, parts);
        for (Stray stray : new StrayReader(environment).read(round)) {
            Rules.stray(stray).forEach(finding -> printer.print(finding, stray.position()));
        }
        each(names(round, "Part", waitingParts), waitingParts, type -> part(parts.read(type)));
        each(
                names(round, "Synthesize", waitingApplications),
                waitingApplications,
                type -> application(applications.read(type)));
    }

    private void part(ClassDeclaration part) {
        if (check(part)) {
            emit(generator.companion(Assembler.part(part)), part.position());
        }
    }

    private boolean check(ClassDeclaration part) {
        return clean.computeIfAbsent(part.id(), id -> {
            List<Finding> findings = Rules.part(part);
            findings.forEach(finding -> printer.print(finding, part.position()));
            return findings.isEmpty();
        });
    }

    private void application(ApplicationDeclaration read) {
        ApplicationDeclaration declared = Specialiser.apply(read, options.constants());
        keys.addAll(declared.constants().keySet());
        applications = true;
        List<Finding> findings = Rules.application(declared);
        findings.forEach(finding -> printer.print(finding, declared.position()));
        boolean partsRight = read.uses().stream()
                .map(use -> use.part())
                .filter(part -> part.fromSource() && part.partName().isPresent())
                .map(this::check)
                .reduce(true, Boolean::logicalAnd);
        if (!partsRight || !Rules.allowGraph(findings)) {
            return;
        }
        Target target = options.target()
                .serving(declared.exports().stream()
                        .map(ComponentDeclaration::id)
                        .toList());
        Application application = Assembler.application(declared, target);
        Resolution resolution = Resolution.of(application, target);
        List<Finding> inside = Rules.graph(resolution);
        inside.forEach(finding -> printer.print(finding, declared.position()));
        if (findings.isEmpty() && inside.isEmpty()) {
            emit(generator.program(application, resolution.graph()), declared.position());
            if (target.remote()) {
                printer.note(WatchCover.told(resolution.graph()), declared.position());
            }
        }
    }

    private void emit(List<PlannedFile> files, Position subject) {
        for (PlannedFile file : files) {
            if (compiled.exists(file.type())) {
                printer.print(taken(file.type(), subject), subject);
                return;
            }
        }
        for (PlannedFile file : files) {
            compiled.generate(file.type());
            try {
                sink.write(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file.type(), e);
            }
        }
    }

    /** The classes with an annotation, those that wait included, by name. */
    private Set<String> names(RoundEnvironment round, String annotation, Map<String, String> waiting) {
        Set<String> names = new TreeSet<>(waiting.keySet());
        waiting.clear();
        TypeElement type = environment.getElementUtils().getTypeElement("dev.xylem." + annotation);
        if (type != null) {
            for (Element element : round.getElementsAnnotatedWith(type)) {
                names.add(((TypeElement) element).getQualifiedName().toString());
            }
        }
        return names;
    }

    private void each(Set<String> names, Map<String, String> waiting, Consumer<TypeElement> action) {
        for (String name : names) {
            TypeElement type = environment.getElementUtils().getTypeElement(name);
            try {
                action.accept(type);
            } catch (UnresolvedTypeException unresolved) {
                waiting.put(name, unresolved.type());
            } catch (RuntimeException | LinkageError fault) {
                Position at = Position.of(Places.id(type));
                printer.print(internal(fault, at), at);
            }
        }
    }

    private static Finding taken(ClassId type, Position at) {
        return new Finding(
                Code.NAME_TAKEN,
                at,
                "The class " + type + " is to be generated for " + at
                        + ", but exists already, or is made for another one.",
                "rename one of them.");
    }

    private static Finding internal(Throwable fault, Position at) {
        StringBuilder trace = new StringBuilder(fault.toString());
        StackTraceElement[] frames = fault.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES_SHOWN, frames.length); i++) {
            trace.append("\n    at ").append(frames[i]);
        }
        return new Finding(
                Code.INTERNAL,
                at,
                "The processor failed: " + trace,
                "report this with the class it stands on; it is a mistake of Xylem, not yours.");
    }

    /** Tells, after the last round, what never came to exist: each missing type once, parts before applications. */
    private void reportWaiting() {
        Set<String> told = new HashSet<>();
        for (Map<String, String> waiting : List.of(waitingParts, waitingApplications)) {
            waiting.forEach((name, missing) -> {
                if (told.add(missing)) {
                    TypeElement type = environment.getElementUtils().getTypeElement(name);
                    Position at = Position.of(Places.id(type));
                    printer.print(unresolved(type, missing, at), at);
                }
            });
        }
    }

    /** Tells which constants are given that no application has; a compilation without applications has no use for any. */
    private void reportUnknown() {
        if (applications && waitingParts.isEmpty() && waitingApplications.isEmpty()) {
            Unknown.constants(options.constants(), keys)
                    .forEach(unknown -> printer.print(Code.CONSTANT_UNKNOWN, unknown.what(), unknown.mend()));
        }
    }

    private static Finding unresolved(TypeElement type, String missing, Position at) {
        // The compiler does not tell the name of a class that an annotation fails to name.
        String what = missing.equals("<error>")
                ? "An annotation of " + type.getSimpleName()
                        + " names a class that does not exist or cannot be seen from there."
                : "The class " + type.getSimpleName() + " mentions the type " + missing + ", which does not exist.";
        return new Finding(
                Code.UNRESOLVED_TYPE,
                at,
                what,
                "correct the name or the class path; if another processor generates the type, look for its errors first.");
    }
}
