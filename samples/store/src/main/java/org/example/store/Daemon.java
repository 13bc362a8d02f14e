package org.example.store;

import dev.xylem.Export;
import dev.xylem.Synthesize;
import dev.xylem.ninep.NineP;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.XenstoreRings;

/**
 * A XenStore daemon, also for domains on rings, whose store is also a tree of files: a store under Xen's access rule, exported,
 * without any part.
 */
@Synthesize(access = XenAccess.class)
@Export({XenstoreRings.class, NineP.class})
public interface Daemon {}
