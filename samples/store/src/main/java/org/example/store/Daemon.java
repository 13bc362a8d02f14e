package org.example.store;

import dev.xylem.Export;
import dev.xylem.Synthesize;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.Xenstore;

/** A XenStore daemon on a Unix socket: a store under Xen's access rule, exported, without any part. */
@Synthesize(access = XenAccess.class)
@Export(Xenstore.class)
public interface Daemon {}
