package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.OptionFault;
import org.jspecify.annotations.Nullable;

/**
 * One option of a DHCP message, its pieces joined.
 *
 * @param code 1 to 254
 * @param name as the IANA registry has it
 * @param value in lower-case hex
 * @param text the value as a person reads it, not escaped; null where there is no such reading
 * @param fault why the option reads as absent, or null
 */
record DecodedOption(
    int code, String name, String value, @Nullable String text, @Nullable OptionFault fault) {}
