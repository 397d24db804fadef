package io.github.netboot4j.chainload.simulate;

/** How a program goes about its exchange of messages, and what it makes of the replies. */
interface Chooser {
  /** What a program can run. */
  enum Runner {
    /** What a PC's BIOS takes over TFTP. */
    ROM,
    /** UEFI programs, over TFTP. */
    UEFI,
    /** UEFI programs and disk images, over HTTP. */
    HTTP,
    /** Scripts, kernels, and what the firmware below can run; over TFTP and HTTP. */
    ETHERBOOT,
    /** Kernels and UEFI programs. */
    U_BOOT,
    /** What it chooses itself. */
    ITSELF
  }

  /** Plays it to the end. */
  Choice choose(Conversation with);

  /** What it can run. */
  Runner runner();
}
