package dev.xylem.processor;

import com.google.auto.service.AutoService;
import dev.xylem.processor.diag.Code;
import dev.xylem.processor.diag.Printer;
import dev.xylem.processor.emit.Emitter;
import dev.xylem.processor.io.FileSink;
import dev.xylem.processor.io.PlannedFile;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Part;
import dev.xylem.processor.option.Options;
import dev.xylem.processor.read.Compiled;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The entry of the annotation processor. It only wires; {@link SynthesisStep} says what happens. */
@AutoService(Processor.class)
public final class XylemProcessor extends AbstractProcessor {
    private static final ClassId GENERATED = ClassId.of("javax.annotation.processing", "Generated");

    private final BiFunction<ProcessingEnvironment, Options, Generator> generators;
    private @Nullable SynthesisStep step;

    /** The processor as the compiler finds it. */
    public XylemProcessor() {
        this(XylemProcessor::emitter);
    }

    private static Generator emitter(ProcessingEnvironment environment, Options options) {
        return new Generator() {
            @Override
            public List<PlannedFile> companion(Part part) {
                return emitter(part.id()).companion(part);
            }

            @Override
            public List<PlannedFile> program(Application application, Graph graph) {
                return emitter(application.id()).program(application, graph);
            }

            private Emitter emitter(ClassId subject) {
                return new Emitter(
                        visible(environment, subject, GENERATED),
                        options.target(),
                        visible(environment, subject, options.target().launcher()));
            }
        };
    }

    /** A class that generated code may name only where the module of the user's class reads the one that declares it. */
    private static Optional<ClassId> visible(ProcessingEnvironment environment, ClassId subject, ClassId type) {
        Elements elements = environment.getElementUtils();
        ModuleElement module = elements.getModuleOf(elements.getTypeElement(subject.canonical()));
        return Optional.of(type).filter(id -> elements.getTypeElement(module, id.canonical()) != null);
    }

    /** A processor that generates something else. */
    XylemProcessor(BiFunction<ProcessingEnvironment, Options, Generator> generators) {
        this.generators = generators;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        Compiled compiled = new Compiled();
        Printer printer = new Printer(environment, compiled::fromSource);
        Options.Outcome outcome = Options.read(environment.getOptions());
        outcome.wrong().forEach(wrong -> printer.print(Code.OPTION, wrong.what(), wrong.mend()));
        step = new SynthesisStep(
                environment,
                outcome.options(),
                compiled,
                printer,
                generators.apply(environment, outcome.options()),
                FileSink.to(environment.getFiler(), environment.getElementUtils()));
    }

    /** Claims the annotations: they are of no use to others, and javac warns of unclaimed ones. */
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (step != null) {
            step.process(round);
        }
        return true;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        Stream<String> own = Stream.of(
                        "Child",
                        "Constant",
                        "Described",
                        "Derived",
                        "Effect",
                        "Export",
                        "Fold",
                        "From",
                        "Input",
                        "OnlyIf",
                        "Part",
                        "Publish",
                        "Synthesize",
                        "Use")
                .map(name -> "dev.xylem." + name);
        // Generated classes carry it, and javac warns of annotations that nobody claims.
        return Stream.concat(own, Stream.of(GENERATED.canonical())).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> getSupportedOptions() {
        // The compiler warns of options that nobody supports; those of constants are known only by what is given.
        return Stream.concat(
                        Options.names().stream(),
                        processingEnv.getOptions().keySet().stream().filter(Options::setsConstant))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }
}
