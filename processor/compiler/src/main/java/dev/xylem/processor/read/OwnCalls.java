package dev.xylem.processor.read;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods without parameters that a body calls on its own object. Bodies are not part of the standard interface
 * of processors; where the compiler is not javac nothing is found, and the accessors of the companion throw at run time.
 */
final class OwnCalls {
    private OwnCalls() {}

    /** The names that the body of a method or constructor calls, each once, in order. */
    static List<String> in(MethodTree method) {
        if (method.getBody() == null) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        method.getBody().accept(new Scanner(names), null);
        return List.copyOf(names);
    }

    private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Set<String> names;

        Scanner(Set<String> names) {
            this.names = names;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
            if (call.getArguments().isEmpty()) {
                if (call.getMethodSelect() instanceof IdentifierTree name) {
                    names.add(name.getName().toString());
                } else if (call.getMethodSelect() instanceof MemberSelectTree select
                        && isThis(select.getExpression())) {
                    names.add(select.getIdentifier().toString());
                }
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void none) {
            if (isThis(reference.getQualifierExpression())) {
                names.add(reference.getName().toString());
            }
            return super.visitMemberReference(reference, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree inner, @Nullable Void none) {
            // Inside another class a bare name may mean a method of that class.
            Set<String> found = new LinkedHashSet<>();
            Scanner scanner = new Scanner(found);
            for (Tree member : inner.getMembers()) {
                member.accept(scanner, null);
            }
            for (Tree member : inner.getMembers()) {
                if (member instanceof MethodTree method) {
                    found.remove(method.getName().toString());
                }
            }
            if (inner.getExtendsClause() == null && inner.getImplementsClause().isEmpty()) {
                names.addAll(found);
            }
            return null;
        }

        private static boolean isThis(Tree expression) {
            return expression instanceof IdentifierTree name && name.getName().contentEquals("this");
        }
    }
}
