package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.OctetPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DHCP option that a line sends or looks for.
 *
 * @param line where it stands
 * @param code the option's code; within another, the sub-option's
 * @param tags what must hold, as written
 * @param forced whether it is sent also to clients that do not ask for it
 * @param within what it is encapsulated in
 * @param outer the code, or the enterprise, that it is encapsulated in
 * @param vendorClass for {@link Within#VENDOR} the class that the client must have in its own;
 *     empty for any
 * @param kind what the octets are
 * @param octets one character an octet
 * @param wildcards the octets that may be any: bit 0 stands for the last
 */
record DnsmasqOption(
    DnsmasqLine line,
    int code,
    List<String> tags,
    boolean forced,
    Within within,
    int outer,
    String vendorClass,
    Kind kind,
    String octets,
    long wildcards) {
  /** What an option may be encapsulated in. */
  enum Within {
    NOTHING,
    /** Option 43, for clients of a vendor class. */
    VENDOR,
    /** Option 43, for PXE clients. */
    PXE_VENDOR,
    /** Another option. */
    OPTION,
    /** Option 125 (124 when matching). */
    ENTERPRISE
  }

  /** What an option's octets are. */
  enum Kind {
    NOTHING,
    TEXT,
    HEXADECIMAL,
    /** Addresses, in which 0.0.0.0 is this server's own. */
    ADDRESSES,
    OTHER
  }

  /** What a line is for. */
  enum Use {
    SENT,
    FORCED,
    MATCHED
  }

  DnsmasqOption {
    tags = List.copyOf(tags);
  }

  /** How the option is looked for in a request. */
  OctetPattern pattern() {
    OctetPattern.How how =
        switch (kind) {
          case NOTHING, HEXADECIMAL -> OctetPattern.How.START;
          case TEXT -> OctetPattern.How.ANYWHERE;
          case ADDRESSES, OTHER -> OctetPattern.How.ELEMENT;
        };
    return new OctetPattern(how, octets, wildcards);
  }

  /** Reads a line's argument; null for an option of DHCPv6. */
  static @Nullable DnsmasqOption read(DnsmasqLine line, String argument, Use use)
      throws ConfigurationException {
    return new DnsmasqOptionReader(line, use).read(argument);
  }
}
