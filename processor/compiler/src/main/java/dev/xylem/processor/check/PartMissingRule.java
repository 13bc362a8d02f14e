package dev.xylem.processor.check;

import dev.xylem.processor.check.Resolution.Failure;
import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.model.Source;
import java.util.List;

/** The part that a parameter names is used by the application, and it is clear which use is meant. */
final class PartMissingRule implements Rule {
    @Override
    public Code code() {
        return Code.PART_MISSING;
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        for (Failure failure : resolution.failures()) {
            if (failure instanceof Failure.NoPart none) {
                Source.Named source = none.source();
                String part = source.part()
                        .map(ClassId::canonical)
                        .orElse(none.by().part().id().canonical());
                report.add(
                        failure.parameter().position(),
                        "The parameter " + failure.parameter().name() + " reads from " + part
                                + (source.use().isEmpty() ? "" : " under the name " + source.use()) + ", which "
                                + resolution.application().id().simpleName() + " does not use.",
                        "list it in @Synthesize"
                                + (source.use().isEmpty()
                                        ? "."
                                        : "(uses = …), or correct use = \"" + source.use() + "\"."));
            } else if (failure instanceof Failure.Ambiguous many) {
                List<String> names = many.uses().stream().map(PartUse::name).toList();
                report.add(
                        failure.parameter().position(),
                        "The parameter " + failure.parameter().name() + " may read from each of " + Words.some(names)
                                + ".",
                        "say which by @From(use = …).");
            }
        }
    }
}
