package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.rules.FieldRules;
import io.github.netboot4j.chainload.rules.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What became of a field in a class of requests.
 *
 * @param rules the rules for the field
 * @param winner the rule that sets it; null for none
 * @param value what it is set to
 */
public record Outcome(FieldRules rules, @Nullable Rule winner, Value value) {}
