/** Recorded packets for tests: a reader of capture files, and the captures themselves. */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.capture;
