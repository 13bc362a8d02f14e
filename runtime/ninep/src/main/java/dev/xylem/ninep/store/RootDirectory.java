package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Listed;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.spi.Values.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where everything begins. */
final class RootDirectory extends Directory {
    static final String STORE = "store";
    static final String VALUES = "values";
    static final String EXPLAIN = "explain";
    static final String TRANSACTION = "transaction";
    static final String REFUSED = "refused";

    /** The numbers of what is here, for {@link Ids}. */
    static final int ROOT_ID = 0;

    static final int TRANSACTION_ID = 1;
    static final int REFUSED_ID = 2;
    static final int EVENTS_ID = 3;
    private static final Qid QID = Ids.of(Ids.Sort.FIXED, ROOT_ID, true, 0);

    RootDirectory(View view) {
        super(view, "/");
    }

    @Override
    public Qid qid() {
        return QID;
    }

    @Override
    public Entry parent() {
        return this;
    }

    @Override
    @Nullable
    Entry find(String child) {
        boolean named = !view.tree().naming().isEmpty();
        return switch (child) {
            case STORE -> NodeDirectory.ofRoot(view);
            case VALUES -> named ? values() : null;
            case EXPLAIN -> named ? explain() : null;
            case TRANSACTION -> new TransactionEntry(view, this);
            case REFUSED -> new RefusedEntry(view, this);
            case EVENTS -> EventsEntry.ofAll(view, this);
            default -> null;
        };
    }

    /** The path below the root of the file of a value, or of the directory of a family. */
    static String file(Value value) {
        return VALUES + "/" + value.name().replace('.', '/');
    }

    private NamedDirectory values() {
        return new NamedDirectory(view, VALUES, this, view.tree().naming().root(), false);
    }

    private NamedDirectory explain() {
        return new NamedDirectory(view, EXPLAIN, this, view.tree().naming().root(), true);
    }

    @Override
    public List<Listed> list() {
        List<Listed> list = new ArrayList<>();
        list.add(Listed.of(NodeDirectory.ofRoot(view)));
        if (!view.tree().naming().isEmpty()) {
            list.add(Listed.of(values()));
            list.add(Listed.of(explain()));
        }
        list.add(Listed.of(new TransactionEntry(view, this)));
        list.add(Listed.of(new RefusedEntry(view, this)));
        return list;
    }
}
