package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.Reason;

/**
 * Sets a field for the requests of which a condition holds.
 *
 * @param field what it sets
 * @param condition for whom
 * @param value what it sets it to; {@link Data#ABSENT} leaves the field out, and no other rule
 *     fills it
 * @param reason the rule as it stands in its file
 */
public record Rule(Field field, Condition condition, Data value, Reason reason) {}
