/**
 * The configurations of other servers, read as those servers mean them. A {@link
 * io.github.netboot4j.chainload.dialect.BootConfiguration} is what was read: a policy, where
 * addresses come from, and every statement that was not understood.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.chainload.dialect;
