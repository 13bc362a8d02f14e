package dev.xylem.processor;

import com.google.auto.service.AutoService;
import dev.xylem.processor.diag.Code;
import dev.xylem.processor.diag.Printer;
import dev.xylem.processor.io.FileSink;
import dev.xylem.processor.io.PlannedFile;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Part;
import dev.xylem.processor.option.Options;
import dev.xylem.processor.read.Compiled;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The entry of the annotation processor. It only wires; {@link SynthesisStep} says what happens. */
@AutoService(Processor.class)
public final class XylemProcessor extends AbstractProcessor {
    private final Function<ProcessingEnvironment, Generator> generators;
    private @Nullable SynthesisStep step;

    /** The processor as the compiler finds it. */
    public XylemProcessor() {
        this(environment -> new Generator() {
            @Override
            public List<PlannedFile> companion(Part part) {
                return List.of();
            }

            @Override
            public List<PlannedFile> program(Application application, Graph graph) {
                return List.of();
            }
        });
    }

    /** A processor that generates something else. */
    XylemProcessor(Function<ProcessingEnvironment, Generator> generators) {
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
                generators.apply(environment),
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
        return Stream.of(
                        "Described",
                        "Derived",
                        "Effect",
                        "Export",
                        "From",
                        "Input",
                        "Part",
                        "Publish",
                        "Synthesize",
                        "Use")
                .map(name -> "dev.xylem." + name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Options.names();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }
}
