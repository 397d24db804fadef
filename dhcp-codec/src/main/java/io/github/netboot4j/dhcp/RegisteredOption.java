package io.github.netboot4j.dhcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of registered options, for programs that show options to people. Options
 * without a row are read and written all the same.
 *
 * @param code 1 to 254
 * @param name as the IANA registry has it, spelled out
 * @param reference the RFC and section that define it
 * @param type what the value is made of
 * @param minimumLength the least octets of a sound value
 * @param maximumLength the most octets of a sound value, {@link Integer#MAX_VALUE} for no bound
 * @param multiple a sound length is a multiple of this
 */
public record RegisteredOption(
    int code,
    String name,
    String reference,
    OptionType type,
    int minimumLength,
    int maximumLength,
    int multiple) {
  /**
   * Looks an option up.
   *
   * @param code 0 to 255
   * @return null for a code that is not registered
   * @throws IndexOutOfBoundsException for any other code
   */
  public static @Nullable RegisteredOption find(int code) {
    return OptionRegistry.find(code);
  }

  /**
   * The whole table.
   *
   * @return in the order of the codes
   */
  public static List<RegisteredOption> all() {
    return OptionRegistry.ALL;
  }

  /**
   * A name for people.
   *
   * @param code 0 to 255
   * @return the registered name, or {@code "Option 200"} for a code that is not registered
   * @throws IndexOutOfBoundsException for any other code
   */
  public static String nameOf(int code) {
    RegisteredOption option = find(code);
    return option == null ? "Option " + code : option.name();
  }
}
