/**
 * What becomes of a machine under a policy, played through before anything reboots: models of
 * clients that send what that firmware sends and choose among the replies as it chooses, what a
 * file that they fetch becomes, and where the chain ends.
 *
 * <p>A policy, a configuration or a real server is asked through {@link
 * io.github.netboot4j.chainload.simulate.Network}; {@link
 * io.github.netboot4j.chainload.simulate.Simulator} follows the chain.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.chainload.simulate;
