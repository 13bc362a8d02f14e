package dev.xylem.processor.emit;

import com.palantir.javapoet.ClassName;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.PartUse;

/**
 * The names of the classes of a program.
 *
 * @param programId {@code XylemGuest}
 * @param graphId {@code XylemGuest_Graph}
 * @param mainId {@code XylemGuest_Main}
 */
record GraphNames(ClassId programId, ClassId graphId, ClassId mainId) {
    static GraphNames of(Application application) {
        ClassId program = application.id().program();
        return new GraphNames(
                program,
                ClassId.of(program.packageName(), program.simpleName() + "_Graph"),
                ClassId.of(program.packageName(), program.simpleName() + "_Main"));
    }

    ClassName program() {
        return Types.of(programId);
    }

    ClassName graph() {
        return Types.of(graphId);
    }

    ClassName main() {
        return Types.of(mainId);
    }

    ClassName builder() {
        return program().nestedClass("Builder");
    }

    ClassName tx() {
        return program().nestedClass("Tx");
    }

    ClassName fields() {
        return graph().nestedClass("Fields");
    }

    ClassName parts() {
        return graph().nestedClass("Parts");
    }

    ClassName due() {
        return graph().nestedClass("Due");
    }

    ClassName view(String kind, PartUse use) {
        return graph().nestedClass(kind + "_" + use.name());
    }

    static ClassName companion(PartUse use) {
        return Types.of(use.part().id().companion());
    }
}
