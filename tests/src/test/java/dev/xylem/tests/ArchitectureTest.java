package dev.xylem.tests;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import org.junit.jupiter.api.Test;

/** The rules of dependency between packages and the jobs that exactly one class has. */
class ArchitectureTest {
    private static final String[] CORE = {
        "dev.xylem",
        "dev.xylem.family..",
        "dev.xylem.spi..",
        "dev.xylem.store..",
        "dev.xylem.subtree..",
        "dev.xylem.value..",
        "dev.xylem.graph.."
    };
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.xylem");

    @Test
    void theRuntimeNeverImportsTheProcessor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.xylem.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.xylem.processor..")
                .check(OURS);
    }

    @Test
    void theProcessorKnowsOnlyTheAnnotationsOfTheRuntime() {
        noClasses()
                .that()
                .resideInAPackage("dev.xylem.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.xylem.unix..", "dev.xylem.xenstore..", "dev.xylem.ninep..", "dev.xylem.graph..")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void coreNeedsNothingButTheBaseModule() {
        Set<String> base = ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().exports().stream()
                .filter(Predicate.not(ModuleDescriptor.Exports::isQualified))
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        DescribedPredicate<JavaClass> foreign =
                DescribedPredicate.describe("lie outside java.base, core and the annotations of JSpecify", type -> {
                    JavaClass element = type.getBaseComponentType();
                    return !element.isPrimitive()
                            && !base.contains(element.getPackageName())
                            && !element.getPackageName().equals("org.jspecify.annotations")
                            && !resideInCore().test(element);
                });
        noClasses().that(resideInCore()).should().dependOnClassesThat(foreign).check(OURS);
    }

    @Test
    void theRuntimeReflectsNothingAndLooksNothingUp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.xylem.processor..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.ServiceLoader")
                .orShould()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "reflect",
                        type -> type.getPackageName().equals("java.lang.reflect")
                                && !type.getSimpleName().equals("Array")))
                .check(OURS);
    }

    @Test
    void emittersNeverSeeReaders() {
        // Modifier is what JavaPoet's own interface is spelled in.
        DescribedPredicate<JavaClass> compiler = resideInAnyPackage("javax.lang.model.element", "javax.lang.model.util")
                .and(DescribedPredicate.not(name("javax.lang.model.element.Modifier")));
        noClasses()
                .that()
                .resideInAPackage("dev.xylem.processor.emit..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.xylem.processor.read..").or(compiler))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void readersAndRulesNeverSeeEmitters() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.xylem.processor.read..", "dev.xylem.processor.check..", "dev.xylem.processor.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.xylem.processor.emit..")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void oneClassWritesFiles() {
        assertAtMostOne(
                "write files",
                callersOf(call -> call.getTargetOwner().isAssignableTo(Filer.class)
                        && call.getName().startsWith("create")));
        noClasses()
                .that()
                .resideInAPackage("dev.xylem.processor..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(Files.class.getName())
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void oneClassPrintsDiagnostics() {
        assertAtMostOne(
                "print diagnostics", callersOf(call -> call.getTargetOwner().isAssignableTo(Messager.class)));
    }

    @Test
    void oneClassReadsOptions() {
        assertAtMostOne(
                "read options",
                callersOf(call -> call.getName().equals("getOptions")
                        && call.getTargetOwner().isAssignableTo("javax.annotation.processing.ProcessingEnvironment")));
    }

    /** What differs between targets is a method of the target: nothing compares targets, and only their registry names them. */
    @Test
    void nothingAsksWhichTarget() throws IOException {
        Pattern question = Pattern.compile("\\btarget(\\(\\))?\\s*[=!]=|[=!]=\\s*target\\b|switch\\s*\\(\\s*target\\b"
                + "|\\btarget(\\(\\))?\\s+instanceof\\b|\\btarget(\\(\\))?\\.(name\\(\\)\\.)?equals\\(");
        List<String> found = new ArrayList<>();
        for (Path source : Repository.sources("processor/compiler/src/main/java")) {
            List<String> lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                if (question.matcher(lines.get(i)).find()) {
                    found.add(source.getFileName() + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        assertEquals(List.of(), found, "ask a method of the target instead");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.(**)")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                // These two name types of other packages as class literals, for the processor to read: no code depends
                // on them.
                .ignoreDependency(name("dev.xylem.Synthesize"), alwaysTrue())
                .ignoreDependency(name("dev.xylem.Export"), alwaysTrue())
                .check(OURS);
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        List<String> missing = new ArrayList<>();
        Set<Path> packages = new TreeSet<>();
        for (String module : List.of("runtime", "processor", "benchmarks")) {
            for (Path source : Repository.sources(module)) {
                if (source.toString().contains("/src/main/java/") && !source.endsWith("module-info.java")) {
                    packages.add(source.getParent());
                }
            }
        }
        for (Path directory : packages) {
            Path info = directory.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                missing.add(Repository.root().relativize(info).toString());
            }
        }
        assertEquals(
                List.of(), missing, "add a package-info.java with @NullMarked and a sentence on the package's job");
    }

    @Test
    void filesStayReadable() throws IOException {
        List<String> long500 = new ArrayList<>();
        for (String module : List.of("runtime", "processor", "samples", "benchmarks", "tests")) {
            for (Path source : Repository.sources(module)) {
                if (!source.toString().contains("/target/")) {
                    int lines = Files.readAllLines(source).size();
                    if (lines > 500) {
                        long500.add(Repository.root().relativize(source) + ": " + lines + " lines");
                    }
                }
            }
        }
        assertEquals(List.of(), long500, "split what has more than 500 lines");
    }

    private static DescribedPredicate<JavaClass> resideInCore() {
        DescribedPredicate<JavaClass> core = resideInAPackage(CORE[0]);
        for (String name : CORE) {
            core = core.or(resideInAPackage(name));
        }
        return core;
    }

    private static Set<String> callersOf(Predicate<JavaMethodCall> wanted) {
        Set<String> callers = new TreeSet<>();
        for (JavaClass type : OURS) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                if (wanted.test(call)) {
                    callers.add(outermost(type));
                }
            }
        }
        return callers;
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
    }

    private static void assertAtMostOne(String job, Set<String> classes) {
        assertTrue(classes.size() <= 1, () -> "one class may " + job + ", here are " + classes);
    }
}
