package dev.xylem.processor;

import dev.xylem.processor.io.PlannedFile;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Part;
import java.util.ArrayList;
import java.util.List;

/** Keeps the models instead of generating from them. */
class Recorder implements Generator {
    final List<Part> parts = new ArrayList<>();
    final List<Application> applications = new ArrayList<>();
    final List<Graph> graphs = new ArrayList<>();

    @Override
    public List<PlannedFile> companion(Part part) {
        parts.add(part);
        return List.of();
    }

    @Override
    public List<PlannedFile> program(Application application, Graph graph) {
        applications.add(application);
        graphs.add(graph);
        return List.of();
    }

    /** A processor that records here. */
    XylemProcessor processor() {
        return new XylemProcessor((environment, options) -> this);
    }
}
