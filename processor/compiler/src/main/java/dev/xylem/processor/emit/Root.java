package dev.xylem.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.target.Target;
import java.util.List;

/** How a program's builder names the root store of its target. */
record Root(Target target, List<String> watches, boolean names) {
    /** Where relative paths start, as far as generated code knows. */
    private static final String ANY_HOME = "/local/domain/0";

    String home() {
        return target.home().orElse(ANY_HOME);
    }

    ClassName setup() {
        return Types.of(target.setup());
    }

    /** What the builder hands to the class that it extends. */
    CodeBlock arguments(ClassId access) {
        CodeBlock common = CodeBlock.of("new $T(), $S", Types.of(access), home());
        if (!target.remote()) {
            return common;
        }
        CodeBlock paths = watches.stream().map(path -> CodeBlock.of("$S", path)).collect(CodeBlock.joining(", "));
        CodeBlock remote = CodeBlock.of("$L, $T.of($L)", common, List.class, paths);
        return target.naming()
                .filter(naming -> names)
                .map(naming -> CodeBlock.of("$L, new $T()", remote, Types.of(naming)))
                .orElse(remote);
    }

    /** What the builder's documentation says of it. */
    String javadoc() {
        if (!target.remote()) {
            return "Seeds the store, computes every value and lets every effect run once. Opens no socket.";
        }
        return "Connects to the store, with " + watches.size() + (watches.size() == 1 ? " watch (" : " watches (")
                + String.join(", ", watches)
                + "), waits for required values, computes every value and lets every effect run once.";
    }
}
