package dev.xylem.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.PrimitiveKind;

/** Types of the model as JavaPoet writes them, and the names of the classes that generated code calls. */
final class Types {
    static final ClassName CHANGE = core("Change");
    static final ClassName SUBSCRIPTION = core("Subscription");
    static final ClassName DESCRIBED = core("Described");
    static final ClassName MEMBER = DESCRIBED.nestedClass("Member");
    static final ClassName SECRET = core("Secret");
    static final ClassName EFFECTS = graph("Effects");
    static final ClassName EFFECT_LOG = graph("EffectLog");
    static final ClassName EFFECT_QUEUE = graph("EffectQueue");
    static final ClassName FRAME = graph("Frame");
    static final ClassName GRAPH = graph("Graph");
    static final ClassName PROGRAM = graph("Program");
    static final ClassName REFS = graph("Refs");
    static final ClassName SAME = graph("Same");
    static final ClassName SETUP = graph("Setup");
    static final ClassName STATE = graph("State");
    static final ClassName TABLE = graph("Table");
    static final ClassName TX = graph("Tx");
    static final ClassName UNTRACKED = graph("Untracked");
    static final ClassName CHECK = value("Check");
    static final ClassName DECODE = value("Decode");
    static final ClassName ENCODE = value("Encode");
    static final ClassName SUBTREE = ClassName.get("dev.xylem.subtree", "Subtree");
    static final ClassName FAMILY_SHAPE = ClassName.get("dev.xylem.subtree", "FamilyShape");
    static final ClassName FAMILY = ClassName.get("dev.xylem.family", "Family");
    static final ClassName STATES = ClassName.get("dev.xylem.family", "States");
    static final ClassName KEYED = ClassName.get("dev.xylem.family", "Keyed");
    static final ClassName SUBTREES = ClassName.get("dev.xylem.subtree", "Subtrees");
    static final ClassName SUBTREE_COMPONENT = ClassName.get("dev.xylem.subtree", "Component");
    static final ClassName TREE_READING = graph("TreeReading");
    static final ClassName STORE_PATH = store("Path");
    static final ClassName STORE_OPERATIONS = store("Operations");
    static final ClassName PROPOSAL = store("Proposal");
    static final ClassName REFUSED = store("RefusedException");

    private Types() {}

    private static ClassName core(String name) {
        return ClassName.get("dev.xylem", name);
    }

    private static ClassName graph(String name) {
        return ClassName.get("dev.xylem.graph", name);
    }

    private static ClassName value(String name) {
        return ClassName.get("dev.xylem.value", name);
    }

    private static ClassName store(String name) {
        return ClassName.get("dev.xylem.store", name);
    }

    static ClassName of(ClassId id) {
        String[] inner = id.simpleNames().subList(1, id.simpleNames().size()).toArray(String[]::new);
        return ClassName.get(id.packageName(), id.simpleNames().get(0), inner);
    }

    static TypeName of(PrimitiveKind kind) {
        return switch (kind) {
            case BOOLEAN -> TypeName.BOOLEAN;
            case BYTE -> TypeName.BYTE;
            case SHORT -> TypeName.SHORT;
            case INT -> TypeName.INT;
            case LONG -> TypeName.LONG;
            case CHAR -> TypeName.CHAR;
            case FLOAT -> TypeName.FLOAT;
            case DOUBLE -> TypeName.DOUBLE;
        };
    }

    static TypeName of(JavaType type) {
        if (type instanceof JavaType.Primitive primitive) {
            return of(primitive.kind());
        }
        if (type instanceof JavaType.Array array) {
            return ArrayTypeName.of(of(array.component()));
        }
        if (type instanceof JavaType.Declared declared) {
            TypeName[] arguments = declared.arguments().stream().map(Types::of).toArray(TypeName[]::new);
            ClassName raw = of(declared.id());
            return arguments.length == 0 ? raw : ParameterizedTypeName.get(raw, arguments);
        }
        JavaType.Wildcard wildcard = (JavaType.Wildcard) type;
        if (wildcard.lower().isPresent()) {
            return WildcardTypeName.supertypeOf(of(wildcard.lower().get()));
        }
        return WildcardTypeName.subtypeOf(wildcard.upper().map(Types::of).orElse(ClassName.get(Object.class)));
    }
}
