/**
 * For tests of boot policies: extend {@link
 * io.github.netboot4j.chainload.testing.BootPolicyContract}, and hand it yours. The requests that
 * it asks are those of {@link io.github.netboot4j.dhcp.testing.DhcpArbitraries}.
 */
@NullMarked
package io.github.netboot4j.chainload.testing;

import org.jspecify.annotations.NullMarked;
