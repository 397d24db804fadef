package io.github.netboot4j.dhcp;

/**
 * Why an option that is in a message reads as absent. The message stands; only the option is lost.
 */
public enum OptionFault {
  /** Fewer octets than the option's RFC demands. */
  TOO_SHORT,

  /** More octets than the option's RFC allows. */
  TOO_LONG,

  /** A list whose length is not a multiple of the size of its items. */
  NOT_A_MULTIPLE
}
