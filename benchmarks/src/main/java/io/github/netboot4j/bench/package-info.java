/**
 * JMH benchmarks of the packet path. Each carries its own floor: the least that correct code can do
 * for the same answer.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.bench;
