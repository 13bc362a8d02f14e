/** Tests that need more than one module: architecture, documents, built jars, and programs under real XenStore clients. */
@NullMarked
package dev.xylem.tests;

import org.jspecify.annotations.NullMarked;
