package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told to boot, in words that do not depend on where in the reply it stands.
 *
 * @param what such as {@code "undionly.kpxe from 192.0.2.1"}
 * @param rule the rule to thank for it
 */
public record ToldAnswer(String what, Reason rule) {
  private static final List<Integer> OPTIONS =
      List.of(
          OptionCode.VENDOR_SPECIFIC_INFORMATION,
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          OptionCode.ETHERBOOT,
          OptionCode.CONFIGURATION_FILE,
          OptionCode.PATH_PREFIX);

  static ToldAnswer of(BootConfiguration by, BootRequest request) {
    BootDecision decision = by.policy().decide(request);
    ReplyFields fields = decision.fields();
    if (decision.isSilent() || fields == null) {
      return new ToldAnswer("no answer", decision.reason());
    }
    String inHeader = text(fields.file());
    String inOption = text(fields.option(OptionCode.BOOT_FILE_NAME));
    String first = inHeader.isEmpty() ? inOption : inHeader;
    String second = inOption.isEmpty() ? inHeader : inOption;
    StringBuilder what = new StringBuilder(first.isEmpty() ? "nothing to boot" : first);
    if (!first.equals(second)) {
      what.append(" or ").append(second);
    }
    if (!first.isEmpty() && !first.contains("://")) {
      boolean itself =
          fields.nextServer() == Ipv4.ANY || fields.nextServer() == request.arrivalAddress();
      what.append(itself ? " from this server" : " from " + Ipv4.format(fields.nextServer()));
    }
    for (int code : OPTIONS) {
      byte[] value = fields.option(code);
      if (value != null) {
        what.append(", option ").append(code).append(' ').append(HexFormat.of().formatHex(value));
      }
    }
    return new ToldAnswer(what.toString(), decision.reason());
  }

  private static String text(byte @Nullable [] octets) {
    int length = 0;
    while (octets != null && length < octets.length && octets[length] != 0) {
      length++;
    }
    return octets == null ? "" : new String(octets, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** What, and by which rule. */
  @Override
  public String toString() {
    return what + " (" + rule + ")";
  }
}
