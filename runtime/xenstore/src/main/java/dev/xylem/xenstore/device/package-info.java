/**
 * The two ends of a Xenbus device as parts that applications list, each used at the base of one device: the front end at
 * {@code device/vif/0} of the domain that uses it, the back end at {@code backend/vif/7/0} of the domain that serves it. An
 * application's own parts at the same base publish what its kind of device needs, such as {@code ring-ref}: in the same transaction as
 * the state that goes with it.
 */
@NullMarked
package dev.xylem.xenstore.device;

import org.jspecify.annotations.NullMarked;
