/**
 * Rule 7 under <a href="https://github.com/openjdk/jcstress">jcstress</a>: what threads may see of a generated program while another
 * one commits, in as many interleavings and compilations as the tool can bring about.
 */
package dev.xylem.concurrency;
