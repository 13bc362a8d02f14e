package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.diag.Finding;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Stray;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The registry of the rules, and how they are run. */
public final class Rules {
    /** The rules without which the others would misunderstand the class. */
    private static final List<Rule> FIRST = List.of(new PartKindRule(), new ApplicationKindRule(), new NotAPartRule());

    private static final List<Rule> ALL = List.of(
            new AbstractMethodRule(),
            new AccessRuleRule(),
            new ApplicationMethodRule(),
            new ChildRule(),
            new CodecRule(),
            new ConstantMethodRule(),
            new ConstantMissingRule(),
            new ConstantValueRule(),
            new ConstraintRule(),
            new ConstructorRule(),
            new CycleRule(),
            new DefaultValueRule(),
            new DependencyNameRule(),
            new DependencyTypeRule(),
            new DerivedMethodRule(),
            new DuplicateFactoryRule(),
            new DuplicatePartRule(),
            new DuplicateValueRule(),
            new EachRule(),
            new EffectMethodRule(),
            new ExporterRule(),
            new FactoryMissingRule(),
            new FieldNotFinalRule(),
            new FoldInitialRule(),
            new FoldMethodRule(),
            new FromRule(),
            new InputMethodRule(),
            new MisplacedRule(),
            new MutableTypeRule(),
            new NameTakenRule(),
            new NoTextRule(),
            new NotProcessedRule(),
            new NotVisibleRule(),
            new OnlyIfRule(),
            new OptionalPublishedRule(),
            new ParameterTypeRule(),
            new PartMissingRule(),
            new PathConflictRule(),
            new PathRule(),
            new PrivateTypeRule(),
            new PublishInputRule(),
            new PublishNotDerivedRule(),
            new PublishTwiceRule(),
            new ReservedNameRule(),
            new SwitchedOffRule(),
            new TooManyParametersRule(),
            new TwoRolesRule(),
            new UnknownValueRule(),
            new UnsupportedTypeRule(),
            new UntrackedReadRule());

    /** What would make resolving parameters a cascade of follow-up errors. */
    private static final Set<Code> CONFUSING = Set.of(
            Code.APPLICATION_KIND,
            Code.DUPLICATE_PART,
            Code.NOT_A_PART,
            Code.NOT_PROCESSED,
            Code.PATH,
            Code.RESERVED_NAME);

    private Rules() {}

    /** Every rule. */
    public static List<Rule> all() {
        List<Rule> rules = new ArrayList<>(FIRST);
        rules.addAll(ALL);
        return rules;
    }

    /** What is wrong with a part by itself. */
    public static List<Finding> part(ClassDeclaration part) {
        return run((rule, report) -> rule.part(part, report));
    }

    /** What is wrong with an application apart from the values of its parts. */
    public static List<Finding> application(ApplicationDeclaration application) {
        return run((rule, report) -> rule.application(application, report));
    }

    /** What is wrong with the values of an application whose parts are each right by themselves. */
    public static List<Finding> graph(Resolution resolution) {
        return run((rule, report) -> rule.graph(resolution, report));
    }

    /** What is wrong with an annotation that stands where it means nothing. */
    public static List<Finding> stray(Stray stray) {
        return run((rule, report) -> rule.stray(stray, report));
    }

    /** Whether an application can be looked into in spite of what was found at its surface. */
    public static boolean allowGraph(List<Finding> application) {
        return application.stream().map(Finding::code).noneMatch(CONFUSING::contains);
    }

    private static List<Finding> run(BiConsumer<Rule, Rule.Report> look) {
        List<Finding> findings = new ArrayList<>();
        for (List<Rule> stage : List.of(FIRST, ALL)) {
            for (Rule rule : stage) {
                look.accept(rule, (at, what, mend) -> findings.add(new Finding(rule.code(), at, what, mend)));
            }
            if (!findings.isEmpty()) {
                return findings;
            }
        }
        return findings;
    }
}
