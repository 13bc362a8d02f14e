package dev.xylem.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value of a part. */
public sealed interface Value {
    /** The name of its method. */
    String name();

    /** Its type. */
    ValueType type();

    /** From where its type can be used; its method is never private. */
    Visibility visibility();

    /** The first sentence of its Javadoc as plain text, or empty. */
    String summary();

    /** Where its method stands. */
    Position position();

    /**
     * A value bound to a path.
     *
     * @param path the path as declared
     * @param orElse the text that holds while the node is absent
     * @param acknowledge the text that is written back when the value was taken
     */
    record Input(
            String name,
            ValueType type,
            String path,
            Optional<String> orElse,
            Optional<String> acknowledge,
            List<Constraint> constraints,
            Visibility visibility,
            String summary,
            Position position)
            implements Value {
        public Input {
            constraints = List.copyOf(constraints);
        }

        /** Whether a commit that leaves the node absent is refused. */
        public boolean required() {
            return orElse.isEmpty() && (!type.optional() || constraints.contains(new Constraint.NotNull()));
        }
    }

    /**
     * A pure function of other values, and of its own previous value where it is a fold.
     *
     * @param parameters without the one for the previous value
     * @param fold what makes it state; absent where it is none
     * @param states what makes it a family of states, one for each instance of another family, which is the first of its parameters;
     *     absent where it is none
     * @param constant what makes it a constant, which reads nothing; absent where it is none
     * @param isStatic whether the method is static
     * @param publish the path it is written to, as declared
     * @param existing whether that is done only where the directory is
     * @param thrown the checked exceptions that the method declares
     */
    record Derived(
            String name,
            ValueType type,
            List<Parameter> parameters,
            Optional<Fold> fold,
            Optional<States> states,
            Optional<FixedValue> constant,
            boolean isStatic,
            Optional<String> publish,
            boolean existing,
            List<JavaType> thrown,
            Visibility visibility,
            String summary,
            Position position)
            implements Value {
        public Derived {
            parameters = List.copyOf(parameters);
            thrown = List.copyOf(thrown);
        }

        /** The parameters as the method declares them. */
        public List<Parameter> declared() {
            List<Parameter> declared = new ArrayList<>(parameters);
            states.ifPresent(s -> {
                declared.set(0, s.each().instance());
                declared.add(0, s.each().key());
            });
            fold.or(() -> states.map(States::fold)).ifPresent(f -> declared.add(f.place(), previous(f)));
            return declared;
        }

        private Parameter previous(Fold f) {
            return new Parameter(
                    f.name(),
                    returned(),
                    false,
                    new Source.Named(Optional.empty(), "", name),
                    position.parameter(f.place(), f.name()));
        }

        /** The type that the method returns. */
        public JavaType returned() {
            return states.map(States::state).orElse(type).java();
        }
    }
}
