/**
 * Which classes of request a set of rules tells apart, every one with a request that falls in it.
 * The rules are evaluated with what a request holds left open; where an answer depends on it, both
 * ways are followed, unless no octets lead that way. Not exported.
 *
 * <p>A test on one attribute of a request, such as an option's value, is a {@link
 * io.github.netboot4j.chainload.rules.classes.Language}: whether several tests can come out in a
 * certain way together is then a question about finite automata, and has an answer.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.chainload.rules.classes;
