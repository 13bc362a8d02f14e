package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import java.util.HashMap;
import java.util.Map;

/** The parts of an application have different names. */
final class DuplicatePartRule implements Rule {
    @Override
    public Code code() {
        return Code.DUPLICATE_PART;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        Map<String, UseDeclaration> names = new HashMap<>();
        for (UseDeclaration use : application.uses()) {
            String name = Assembler.name(use);
            UseDeclaration other = names.putIfAbsent(name, use);
            if (other != null) {
                String both = other.part().id().equals(use.part().id())
                        ? use.part().id() + " is used twice"
                        : other.part().id() + " and " + use.part().id() + " are both used";
                report.add(
                        use.position(),
                        both + " under the name " + name + ".",
                        "give one another name by @Part(name = …), or by uses = @Use(value = "
                                + use.part().id().simpleName() + ".class, name = …).");
            }
        }
    }
}
