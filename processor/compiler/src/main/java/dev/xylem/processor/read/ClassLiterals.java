package dev.xylem.processor.read;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * Finds the classes that {@code @Synthesize} lists where the compiler refuses to: javac hands out an error in place of a
 * class that is not accessible, without its name. Finds nothing where the compiler is not javac.
 */
final class ClassLiterals {
    private final ProcessingEnvironment environment;

    ClassLiterals(ProcessingEnvironment environment) {
        this.environment = environment;
    }

    /** The class that stands at a place of the list, if there is one of that name. */
    Optional<TypeElement> find(TypeElement application, int index) {
        TreePath path;
        try {
            path = Trees.instance(environment).getPath(application);
        } catch (IllegalArgumentException | LinkageError notJavac) {
            return Optional.empty();
        }
        if (path == null || !(path.getLeaf() instanceof ClassTree tree)) {
            return Optional.empty();
        }
        List<? extends ExpressionTree> listed = tree.getModifiers().getAnnotations().stream()
                .filter(mark -> mark.getAnnotationType().toString().endsWith("Synthesize"))
                .findFirst()
                .map(ClassLiterals::listed)
                .orElse(List.of());
        if (index >= listed.size() || !(listed.get(index) instanceof MemberSelectTree literal)) {
            return Optional.empty();
        }
        return candidates(literal.getExpression().toString(), path).stream()
                .map(name -> environment.getElementUtils().getTypeElement(name))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static List<? extends ExpressionTree> listed(AnnotationTree mark) {
        for (ExpressionTree argument : mark.getArguments()) {
            ExpressionTree value = argument;
            if (argument instanceof AssignmentTree assignment) {
                if (!assignment.getVariable().toString().equals("value")) {
                    continue;
                }
                value = assignment.getExpression();
            }
            return value instanceof NewArrayTree array ? array.getInitializers() : List.of(value);
        }
        return List.of();
    }

    /** The qualified names that a name may stand for in a file. */
    private static List<String> candidates(String name, TreePath path) {
        List<String> names = new ArrayList<>(List.of(name));
        for (ImportTree line : path.getCompilationUnit().getImports()) {
            String imported = line.getQualifiedIdentifier().toString();
            if (imported.endsWith(".*")) {
                names.add(imported.substring(0, imported.length() - 1) + name);
            } else if (imported.endsWith("." + name)) {
                names.add(imported);
            }
        }
        return names;
    }
}
