package dev.xylem.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Dependency;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.model.Visibility;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes the class that users see: the typed surface over the shared skeleton of programs. */
final class ProgramEmitter {
    private final Application application;
    private final GraphNames names;
    private final Root root;
    private final Optional<ClassId> launcher;

    ProgramEmitter(Application application, GraphNames names, Root root, Optional<ClassId> launcher) {
        this.application = application;
        this.names = names;
        this.root = root;
        this.launcher = launcher;
    }

    TypeSpec.Builder emit() {
        ClassName program = names.program();
        TypeSpec.Builder type = TypeSpec.classBuilder(program)
                .addModifiers(Modifier.FINAL)
                .superclass(ParameterizedTypeName.get(Types.PROGRAM, names.tx()))
                .addSuperinterface(Types.of(application.id()))
                .addJavadoc(Docs.javadoc(application.summary(), "A program."))
                .addJavadoc(
                        "\n<p>The program of {@link $T} for the target $L. Thread-safe.\n",
                        Types.of(application.id()),
                        application.target());
        if (application.visibility() == Visibility.PUBLIC) {
            type.addModifiers(Modifier.PUBLIC);
        }
        // Parts may be named "graph", but not with a "$".
        type.addField(names.graph(), "graph$", Modifier.PRIVATE, Modifier.FINAL);
        for (PartUse use : application.uses()) {
            type.addField(values(use), use.name(), Modifier.PRIVATE, Modifier.FINAL);
        }
        type.addMethod(constructor());
        type.addMethod(MethodSpec.methodBuilder("builder")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("A program to be started.\n")
                .returns(names.builder())
                .addStatement("return new $T()", names.builder())
                .build());
        launcher.filter(unused -> application.hasMain()).ifPresent(found -> type.addMethod(main(found)));
        for (PartUse use : application.uses()) {
            type.addMethod(part(use, "Values", "The values of the last commit.")
                    .addStatement("return $N", use.name())
                    .build());
        }
        type.addMethod(MethodSpec.methodBuilder("snapshot")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Every value, all of one commit; never blocks a commit.\n")
                .returns(program.nestedClass("Snapshot"))
                .addStatement("return new Snapshot(($T) graph$$.now.frozen())", names.fields())
                .build());
        type.addMethod(MethodSpec.methodBuilder("changes")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Subscriptions to the changes of single values.\n")
                .returns(program.nestedClass("Changes"))
                .addStatement("return new Changes(graph$$)")
                .build());
        return type.addType(tx()).addType(snapshot()).addType(changes()).addType(builder());
    }

    private static TypeName values(PartUse use) {
        return GraphNames.companion(use).nestedClass("Values");
    }

    private static MethodSpec.Builder part(PartUse use, String view, String javadoc) {
        return MethodSpec.methodBuilder(use.name())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("$L\n", javadoc)
                .returns(GraphNames.companion(use).nestedClass(view));
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(names.builder(), "builder")
                .addParameter(names.graph(), "graph")
                .addParameter(Types.EFFECT_LOG, "log")
                .addStatement("super(builder, graph, log, operations -> new Tx(graph, operations))")
                .addStatement("this.graph$$ = graph");
        for (PartUse use : application.uses()) {
            constructor.addStatement("this.$N = new $T(graph.now)", use.name(), names.view("Values", use));
        }
        return constructor.build();
    }

    private MethodSpec main(ClassId launcherClass) {
        return MethodSpec.methodBuilder("main")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Starts the program and serves its exports until it is told to end.\n")
                .addParameter(String[].class, "args")
                .addStatement("$T.main(args, new $T())", Types.of(launcherClass), names.main())
                .build();
    }

    private static TypeSpec.Builder nested(String name, String javadoc) {
        return TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("$L\n", javadoc);
    }

    private TypeSpec tx() {
        TypeSpec.Builder tx = nested("Tx", "What a commit writes; good only inside its lambda.")
                .superclass(Types.TX)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(names.graph(), "graph")
                        .addParameter(Types.STORE_OPERATIONS, "operations")
                        .addStatement("super(graph, operations)")
                        .build());
        for (PartUse use : application.uses()) {
            tx.addMethod(part(use, "Writer", "Writes inputs of this part.")
                    .addStatement("return new $T(this)", names.view("Writer", use))
                    .build());
        }
        return tx.build();
    }

    private TypeSpec snapshot() {
        TypeSpec.Builder snapshot = nested("Snapshot", "Every value of one commit. Immutable.")
                .addField(names.fields(), "values", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(names.fields(), "values")
                        .addStatement("this.values = values")
                        .build())
                .addMethod(MethodSpec.methodBuilder("commit")
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc("The number of the commit.\n")
                        .returns(TypeName.LONG)
                        .addStatement("return values.commit()")
                        .build());
        for (PartUse use : application.uses()) {
            snapshot.addMethod(part(use, "Values", "The values of this part.")
                    .addStatement("return new $T(values)", names.view("Values", use))
                    .build());
        }
        return snapshot.build();
    }

    private TypeSpec changes() {
        TypeSpec.Builder changes = nested("Changes", "Subscribes to changes. Thread-safe.")
                .addField(names.graph(), "graph", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(names.graph(), "graph")
                        .addStatement("this.graph = graph")
                        .build());
        for (PartUse use : application.uses()) {
            changes.addMethod(part(use, "Changes", "Subscribes to values of this part.")
                    .addStatement("return new $T(graph)", names.view("Changes", use))
                    .build());
        }
        return changes.build();
    }

    private TypeSpec builder() {
        ClassName builder = names.builder();
        TypeSpec.Builder type = nested(
                        "Builder", "Takes what the parts depend on, and how the program runs. Not thread-safe.")
                .superclass(ParameterizedTypeName.get(root.setup(), names.tx(), builder))
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addStatement("super($L)", root.arguments(application.access()))
                        .build())
                .addMethod(MethodSpec.methodBuilder("self")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PROTECTED)
                        .returns(builder)
                        .addStatement("return this")
                        .build());
        MethodSpec.Builder start = MethodSpec.methodBuilder("start")
                .addModifiers(Modifier.PUBLIC)
                .returns(names.program())
                .addJavadoc("$L\n\n", root.javadoc())
                .addJavadoc("@throws IllegalStateException when a dependency is missing; all are named\n")
                .addJavadoc(
                        "@throws dev.xylem.CommitRefusedException when inputs are missing or wrong; all are named\n");
        for (Dependency dependency : application.dependencies()) {
            String name = dependency.name();
            type.addField(FieldSpec.builder(Types.of(dependency.type()), name).build());
            type.addMethod(MethodSpec.methodBuilder(name)
                    .addModifiers(Modifier.PUBLIC)
                    .addJavadoc(
                            "What parts use as $L; required.\n",
                            dependency.type().shown())
                    .returns(builder)
                    .addParameter(Types.of(dependency.type()), "dependency")
                    .addStatement("this.$N = dependency", name)
                    .addStatement("return this")
                    .build());
            start.addStatement("need($S, $N)", name, name);
        }
        start.addStatement("complete()")
                .addStatement("final $T log = effectLog()", Types.EFFECT_LOG)
                .addStatement("final $T graph = $T.create(home(), effects(), log, this)", names.graph(), names.graph())
                .addStatement("final $T program = new $T(this, graph, log)", names.program(), names.program())
                .addStatement("program.begin(this)")
                .addStatement("return program");
        return type.addMethod(start.build()).build();
    }

    /** The class that the launcher runs; only for programs with a {@code main}. */
    TypeSpec.Builder mainClass(ClassId launcherClass) {
        ClassName launch = Types.of(launcherClass);
        ClassName path = Types.STORE_PATH;
        ClassName exporter = ClassName.get("dev.xylem.spi", "Exporter");
        CodeBlock exporters = application.exports().stream()
                .map(export -> CodeBlock.of("new $T()", Types.of(export)))
                .collect(CodeBlock.joining(", "));
        MethodSpec.Builder start = override("start")
                .returns(launch.nestedClass("Running"))
                .addParameter(
                        ParameterizedTypeName.get(
                                ClassName.get("java.util", "Map"), path, ArrayTypeName.of(byte.class)),
                        "initial")
                .addException(Exception.class)
                .addStatement("final $T builder = $T.builder()", names.builder(), names.program());
        for (Dependency dependency : application.dependencies()) {
            application.factories().stream()
                    .filter(factory -> factory.type().equals(dependency.type()))
                    .findFirst()
                    .ifPresent(factory -> start.addStatement(
                            "builder.$N($T.$N())", dependency.name(), Types.of(application.id()), factory.method()));
        }
        start.addStatement("initial.forEach(builder::set)")
                .addStatement("final $T program = builder.start()", names.program())
                .addStatement("return $T.running(program.exported(), program::close)", launch);
        return TypeSpec.classBuilder(names.main())
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(launch.nestedClass("Program"))
                .addJavadoc("What the launcher runs for {@link $T}.\n", names.program())
                .addMethod(override("name")
                        .returns(String.class)
                        .addStatement(
                                "return $S",
                                Dependency.decapitalized(application.id().simpleName()))
                        .build())
                .addMethod(override("home")
                        .returns(path)
                        .addStatement("return $T.of($S)", path, root.home())
                        .build())
                .addMethod(override("exporters")
                        .returns(ParameterizedTypeName.get(ClassName.get("java.util", "List"), exporter))
                        .addStatement("return $T.of($L)", ClassName.get("java.util", "List"), exporters)
                        .build())
                .addMethod(start.build());
    }

    private static MethodSpec.Builder override(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }
}
