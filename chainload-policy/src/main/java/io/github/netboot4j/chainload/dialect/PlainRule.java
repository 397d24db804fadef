package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.Reason;

/**
 * A rule that can be written down.
 *
 * @param when for whom
 * @param value what they get
 * @param reason where it stands
 */
record PlainRule(Plain when, PlainValue value, Reason reason) {}
