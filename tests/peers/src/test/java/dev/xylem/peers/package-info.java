/** Starts each daemon and talks to it. */
package dev.xylem.peers;
