package dev.xylem.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.xylem.processor.io.PlannedFile;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Part;
import dev.xylem.processor.model.PrimitiveKind;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read: the same from any order of files, from source and from class files. */
class ModelTest {
    private static final JavaFileObject DRIVER =
            source("lib.Driver", "package lib; public interface Driver { void to(long kib); }");
    private static final JavaFileObject BALLOON = source("lib.Balloon", """
            package lib;
            import dev.xylem.*;
            /** Keeps memory where {@code x} asks for it. More text. */
            @Part
            public abstract class Balloon {
                private final Driver driver;
                protected Balloon(Driver driver) { this.driver = driver; }
                /** What is asked for, in KiB. */
                @Input("memory/target") abstract long targetKiB();
                @Input(value = "memory/static-max", orElse = "1048576") abstract long limitKiB();
                @Input("mode") abstract java.util.Optional<Secret<Mode>> mode();
                @Derived @Publish("memory/goal") static long goalKiB(long targetKiB, @From("limitKiB") long limit) {
                    return Math.min(targetKiB, limit);
                }
                @Effect void second(Change<Long> goalKiB) throws java.io.IOException { driver.to(goalKiB.newValue()); }
                @Effect void first(long goalKiB) { driver.to(goalKiB); }
                public enum Mode { FAST, SLOW }
            }
            """);
    private static final JavaFileObject COMPANION = source("lib.Balloon_Xylem", """
            package lib;
            import dev.xylem.Described;
            import dev.xylem.Described.Member;
            @Described(
                summary = "Keeps memory where x asks for it.",
                dependencies = "driver",
                values = {
                    @Member(name = "targetKiB", summary = "What is asked for, in KiB."),
                    @Member(name = "limitKiB"),
                    @Member(name = "mode"),
                    @Member(name = "goalKiB", parameters = {"targetKiB", "limit"})
                },
                effects = {
                    @Member(name = "second", parameters = "goalKiB"),
                    @Member(name = "first", parameters = "goalKiB")
                })
            public final class Balloon_Xylem {}
            """);
    private static final JavaFileObject METER = source("app.Meter", """
            package app;
            import dev.xylem.*;
            import lib.Balloon;
            @Part
            abstract class Meter {
                @Input("unit") abstract String unit();
                @Derived static String shown(@From(part = Balloon.class) long goalKiB, String unit) {
                    return goalKiB + unit;
                }
            }
            """);
    private static final JavaFileObject GUEST = source("app.Guest", """
            package app;
            import dev.xylem.*;
            import lib.Balloon;
            /** A guest. */
            @Synthesize(value = Balloon.class, uses = @Use(value = Meter.class, base = "shown/here"))
            interface Guest {
                static lib.Driver driver() { return kib -> {}; }
            }
            """);

    private static JavaFileObject source(String name, String text) {
        return JavaFileObjects.forSourceString(name, text);
    }

    private static Recorder compile(List<JavaFileObject> sources, List<File> classPath) {
        Recorder recorder = new Recorder();
        Compiler compiler =
                Compiler.javac().withProcessors(recorder.processor()).withOptions("-Xlint:all", "-Werror");
        Compilation compilation = (classPath.isEmpty() ? compiler : compiler.withClasspath(classPath)).compile(sources);
        assertThat(compilation).succeededWithoutWarnings();
        return recorder;
    }

    @Test
    void readsAPart() {
        Part part = compile(List.of(DRIVER, BALLOON), List.of()).parts.get(0);
        assertEquals(ClassId.of("lib", "Balloon"), part.id());
        assertEquals("balloon", part.name());
        assertEquals("Keeps memory where x asks for it.", part.summary());
        assertTrue(part.fromSource());
        assertEquals("driver", part.dependencies().get(0).name());
        assertEquals(
                List.of("targetKiB", "limitKiB", "mode", "goalKiB"),
                part.values().stream().map(Value::name).toList());
        assertEquals(
                List.of("second", "first"),
                part.effects().stream().map(effect -> effect.name()).toList());
        Value.Input target = (Value.Input) part.values().get(0);
        assertTrue(target.required());
        assertEquals("What is asked for, in KiB.", target.summary());
        assertEquals(new ValueType.Scalar(PrimitiveKind.LONG, false), target.type());
        assertEquals(Optional.of("1048576"), ((Value.Input) part.values().get(1)).orElse());
        Value.Input mode = (Value.Input) part.values().get(2);
        assertTrue(mode.type().optional() && mode.type().secret());
        assertFalse(mode.required());
        assertEquals(
                "java.util.Optional<dev.xylem.Secret<lib.Balloon.Mode>>",
                mode.type().java().toString());
        Value.Derived goal = (Value.Derived) part.values().get(3);
        assertTrue(goal.isStatic());
        assertEquals(Optional.of("memory/goal"), goal.publish());
        assertEquals(
                "dev.xylem.Change<java.lang.Long>",
                part.effects().get(0).parameters().get(0).declared().toString());
        assertEquals("[java.io.IOException]", part.effects().get(0).thrown().toString());
    }

    @Test
    void resolvesAnApplication() {
        Recorder recorder = compile(List.of(GUEST, METER, BALLOON, DRIVER), List.of());
        Application guest = recorder.applications.get(0);
        assertTrue(guest.hasMain());
        assertEquals("unix", guest.target());
        assertEquals("dev.xylem.store.UnixAccess", guest.access().canonical());
        Graph graph = recorder.graphs.get(0);
        assertEquals(
                List.of(
                        "balloon.targetKiB memory/target []",
                        "balloon.limitKiB memory/static-max []",
                        "balloon.mode mode []",
                        "balloon.goalKiB memory/goal [0, 1]",
                        "meter.unit shown/here/unit []",
                        "meter.shown  [3, 4]"),
                graph.nodes().stream()
                        .map(node -> node.shown() + " " + node.path().orElse("") + " " + node.arguments())
                        .toList());
        assertEquals(
                List.of("second [3]", "first [3]"),
                graph.effects().stream()
                        .map(node -> node.effect().name() + " " + node.arguments())
                        .toList());
    }

    /** Convention A16: the order of files is no input. */
    @Test
    void theOrderOfFilesDoesNotMatter() {
        List<JavaFileObject> sources = new ArrayList<>(List.of(GUEST, METER, BALLOON, DRIVER));
        Recorder first = compile(sources, List.of());
        for (long seed = 1; seed <= 8; seed++) {
            Collections.shuffle(sources, new Random(seed));
            Recorder other = compile(sources, List.of());
            assertEquals(first.parts, other.parts, "seed " + seed);
            assertEquals(first.applications, other.applications, "seed " + seed);
            assertEquals(first.graphs, other.graphs, "seed " + seed);
        }
    }

    /** Convention A26: class files have lost names, order and documentation; the companion has kept them. */
    @Test
    void aPartFromAnotherModuleReadsTheSame(@TempDir Path library) {
        Part fromSource = compile(List.of(DRIVER, BALLOON), List.of()).parts.get(0);
        Compilation earlier = Compiler.javac().withOptions("-proc:none").compile(DRIVER, BALLOON, COMPANION);
        List<File> classPath =
                new ArrayList<>(List.of(ErrorCase.store(earlier, library).toFile()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(new File(entry));
        }
        Recorder recorder = compile(List.of(GUEST, METER), classPath);
        Part fromClassFile = recorder.applications.get(0).uses().get(0).part();
        assertFalse(fromClassFile.fromSource());
        assertEquals(fromSource.values(), fromClassFile.values());
        assertEquals(fromSource.effects(), fromClassFile.effects());
        assertEquals(fromSource.dependencies(), fromClassFile.dependencies());
        assertEquals(fromSource.summary(), fromClassFile.summary());
        assertEquals(
                List.of(ClassId.of("app", "Meter")),
                recorder.parts.stream().map(Part::id).toList());
    }

    /** Convention A11: a type that another processor generates is waited for. */
    @Test
    void aGeneratedTypeIsWaitedFor() {
        Recorder recorder = new Recorder();
        JavaFileObject part = source("app.Late", """
                package app;
                import dev.xylem.*;
                @Part
                abstract class Late {
                    Late(Made made) {}
                }
                """);
        JavaFileObject application = source("app.Lately", """
                package app;
                import dev.xylem.*;
                @Synthesize(Late.class)
                interface Lately {}
                """);
        Compilation compilation = Compiler.javac()
                .withProcessors(new Maker(), recorder.processor())
                .compile(application, part);
        assertThat(compilation).succeeded();
        assertEquals("made", recorder.parts.get(0).dependencies().get(0).name());
        assertEquals(1, recorder.applications.size());
    }

    /** Generates a class in the first round. */
    private static final class Maker extends AbstractProcessor {
        private boolean done;

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try (Writer writer =
                        processingEnv.getFiler().createSourceFile("app.Made").openWriter()) {
                    writer.write("package app; interface Made {}");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            return false;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }
    }

    /** Conventions A12 and A13: a fault of ours is one error on the class, and the others go on. */
    @Test
    void aFaultIsOneErrorOnTheClass() {
        Recorder recorder = new Recorder() {
            @Override
            public List<PlannedFile> companion(Part part) {
                if (part.name().equals("bad")) {
                    throw new IllegalStateException("for this test");
                }
                return super.companion(part);
            }
        };
        Compilation compilation = Compiler.javac()
                .withProcessors(recorder.processor())
                .compile(
                        source("app.Bad", "package app; @dev.xylem.Part abstract class Bad {}"),
                        source("app.Good", "package app; @dev.xylem.Part abstract class Good {}"));
        assertEquals(1, compilation.errors().size());
        String text = compilation.errors().get(0).getMessage(null);
        assertTrue(
                text.startsWith("[XylemInternal] The processor failed: java.lang.IllegalStateException: for this test"),
                text);
        assertEquals(List.of("good"), recorder.parts.stream().map(Part::name).toList());
    }
}
