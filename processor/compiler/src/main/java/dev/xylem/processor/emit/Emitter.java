package dev.xylem.processor.emit;

import dev.xylem.processor.io.PlannedFile;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Part;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.plan.NamePaths;
import dev.xylem.processor.plan.Planner;
import dev.xylem.processor.plan.WatchCover;
import dev.xylem.processor.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the generated files of parts and of applications. */
public final class Emitter {
    private final Files files;
    private final Target target;
    private final Optional<ClassId> launcher;

    /**
     * An emitter.
     *
     * @param generated the annotation for generated classes, where the user's code can see it
     * @param target what programs are made for
     * @param launcher the class whose {@code main} runs programs, where the user's code can see it
     */
    public Emitter(Optional<ClassId> generated, Target target, Optional<ClassId> launcher) {
        this.files = new Files(generated);
        this.target = target;
        this.launcher = launcher;
    }

    /** The companion of a part. */
    public List<PlannedFile> companion(Part part) {
        return List.of(new CompanionEmitter(part, files).emit());
    }

    /** The program of an application, its graph, and its entry where it has a {@code main}. */
    public List<PlannedFile> program(Application application, Graph graph) {
        GraphNames names = GraphNames.of(application);
        List<ClassId> originating = new ArrayList<>(List.of(application.id()));
        application.uses().stream()
                .map(PartUse::part)
                .filter(Part::fromSource)
                .map(Part::id)
                .distinct()
                .forEach(originating::add);
        Root root = new Root(target.serving(application.exports()), WatchCover.of(graph), NamePaths.in(graph));
        ProgramEmitter program = new ProgramEmitter(application, names, root, launcher);
        List<PlannedFile> planned = new ArrayList<>();
        planned.add(files.file(
                names.programId(),
                files.mark(program.emit(), application.hiding()).build(),
                originating));
        planned.add(files.file(
                names.graphId(),
                files.mark(new GraphEmitter(Planner.plan(application, graph), names).emit(), application.hiding())
                        .build(),
                originating));
        if (application.hasMain()) {
            launcher.ifPresent(found -> planned.add(files.file(
                    names.mainId(),
                    files.mark(program.mainClass(found), application.hiding()).build(),
                    originating)));
        }
        return planned;
    }
}
