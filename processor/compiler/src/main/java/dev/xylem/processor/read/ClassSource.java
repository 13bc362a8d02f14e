package dev.xylem.processor.read;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * The source of one class: the bodies and comments of its methods. javac looks for a member from the beginning of its file
 * each time it is asked, so the members are asked for once, all together. Where the compiler is not javac there are no
 * bodies.
 */
final class ClassSource {
    private final Elements elements;
    private final @Nullable Object trees;
    private final Map<Element, TreePath> members = new HashMap<>();

    private ClassSource(Elements elements, @Nullable Object trees) {
        this.elements = elements;
        this.trees = trees;
    }

    /** The source of a class; empty where the class comes as a class file. */
    static ClassSource of(ProcessingEnvironment environment, TypeElement type) {
        Elements elements = environment.getElementUtils();
        Trees trees;
        try {
            trees = Trees.instance(environment);
        } catch (IllegalArgumentException | LinkageError notJavac) {
            return new ClassSource(elements, null);
        }
        ClassSource source = new ClassSource(elements, trees);
        TreePath path = trees.getPath(type);
        if (path != null && path.getLeaf() instanceof ClassTree tree) {
            for (Tree member : tree.getMembers()) {
                TreePath at = new TreePath(path, member);
                Element element = member instanceof MethodTree ? trees.getElement(at) : null;
                if (element != null) {
                    source.members.put(element, at);
                }
            }
        }
        return source;
    }

    /** The tree of a method or constructor, where it can be seen. */
    Optional<MethodTree> tree(Element method) {
        return Optional.ofNullable(members.get(method))
                .filter(path -> path.getLeaf() instanceof MethodTree)
                .map(path -> (MethodTree) path.getLeaf());
    }

    /** The Javadoc comment of a method or constructor, or null where there is none. */
    @Nullable
    String comment(Element method) {
        if (trees instanceof Trees javac) {
            TreePath path = members.get(method);
            return path == null ? null : javac.getDocComment(path);
        }
        return elements.getDocComment(method);
    }
}
