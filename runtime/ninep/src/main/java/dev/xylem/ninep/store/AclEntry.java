package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.store.Acl;
import dev.xylem.store.Node;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The whole list of permissions of a node, as text: entries such as {@code n0 r5} on one line. Not listed. */
final class AclEntry extends PlainFile {
    private final Spot spot;

    AclEntry(View view, Entry parent, Spot spot) {
        super(view, NodeDirectory.ACL, parent);
        this.spot = spot;
    }

    @Override
    public Qid qid() {
        Node node = spot.in(view.now());
        return spot.qid(Ids.Sort.ACL, node == null ? 0 : node.aclVersion());
    }

    private static byte[] text(Acl acl) {
        return (String.join(" ", acl.format()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Attributes attributes() throws NinepException {
        Node node = view.visible(spot);
        int owner = node.acl().owner().id();
        int others = (node.acl().rights(0) & Acl.READ) != 0 ? 044 : 0;
        return new Attributes(
                view.shown(0600 | others),
                owner,
                owner,
                text(node.acl()).length,
                view.tree().time(node.aclVersion()));
    }

    @Override
    void checkWritable() throws NinepException {
        view.checkWritable();
        if (!view.may(Acl.OWN, view.visible(spot))) {
            throw new NinepException(Errno.EACCES);
        }
    }

    @Override
    public OpenFile open(Opening how, Runnable wake) throws NinepException {
        if (how.read() && !view.may(Acl.READ, view.visible(spot))) {
            throw new NinepException(Errno.EACCES);
        }
        if (how.write() || how.truncate()) {
            checkWritable();
        }
        return new ValueFile(view, how, new ValueFile.Source() {
            @Override
            public byte[] read() throws NinepException {
                try {
                    return text(view.session().permissions(spot.path()));
                } catch (StoreException refused) {
                    throw View.refused(refused);
                }
            }

            @Override
            public void write(byte[] content) throws NinepException {
                String text = new String(content, StandardCharsets.UTF_8).strip();
                view.change(
                        NodeDirectory.file(spot.path(), NodeDirectory.ACL),
                        session -> session.setPermissions(
                                spot.path(),
                                Acl.parse(
                                        List.of(text.split("\\s+")),
                                        view.tree().store().access())));
            }
        });
    }
}
