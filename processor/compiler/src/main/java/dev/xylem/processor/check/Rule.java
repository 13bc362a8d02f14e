package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Stray;

/**
 * One thing that may be wrong with what the user wrote. A rule keeps no state, looks at one stage or more, and says nothing
 * about what another rule says already, so that one mistake makes one diagnostic.
 */
public interface Rule {
    /** The code of its findings, which no other rule has. */
    Code code();

    /** Looks at a part by itself. */
    default void part(ClassDeclaration part, Report report) {}

    /** Looks at an application without looking into the values of its parts. */
    default void application(ApplicationDeclaration application, Report report) {}

    /** Looks at the values of an application; each of its parts is right by itself. */
    default void graph(Resolution resolution, Report report) {}

    /** Looks at an annotation that stands where it means nothing. */
    default void stray(Stray stray, Report report) {}

    /** Takes what a rule finds. */
    @FunctionalInterface
    interface Report {
        /**
         * Something is wrong.
         *
         * @param what what is wrong, a sentence
         * @param mend what to do about it, an imperative without capital letter, ended by a full stop
         */
        void add(Position at, String what, String mend);
    }
}
