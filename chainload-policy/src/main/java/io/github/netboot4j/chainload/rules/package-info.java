/**
 * What the dialects are translated into: for each field of a reply the rules that may set it, in
 * the order of precedence, the first that holds winning. Not exported: the public side is {@code
 * BootPolicy}.
 *
 * <p>Conditions and values are trees of small records that can be walked, so that the same rules
 * are evaluated on packets, explained, converted and examined for loops.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.chainload.rules;
