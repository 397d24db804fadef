package io.github.netboot4j.server;

/** Why a sound DHCP request gets no answer, as far as it is worth counting apart. */
enum Unanswered {
  /** No range and no reservation is for where it is. */
  NO_POOL,
  /** All addresses for it are taken, or its relay's circuit has as many as it may. */
  NO_ADDRESS_LEFT,
  /** It says nothing that tells it from others. */
  NO_IDENTITY,
  /** It asks for nothing, or for what this server does not do. */
  NOTHING_ASKED,
  /** It took another server's offer. */
  OTHER_SERVER,
  /** It has, or asks for, an address that another server may know of. */
  NOT_KNOWN_HERE,
  /** The policy has no answer for it. */
  POLICY,
  /** No lease can be stored. */
  STORE_FAILING,
  /** It does not boot from the network, and only booting is served. */
  NO_BOOT_CLIENT
}
