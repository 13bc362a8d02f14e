@NullMarked
package dev.xylem.xenstore.domain;

import org.jspecify.annotations.NullMarked;
