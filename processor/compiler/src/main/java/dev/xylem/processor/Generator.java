package dev.xylem.processor;

import dev.xylem.processor.io.PlannedFile;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Part;
import java.util.List;

/** Plans and emits: makes files out of models that are free of errors. */
interface Generator {
    /** The companion of a part. */
    List<PlannedFile> companion(Part part);

    /** The program of an application. */
    List<PlannedFile> program(Application application, Graph graph);
}
