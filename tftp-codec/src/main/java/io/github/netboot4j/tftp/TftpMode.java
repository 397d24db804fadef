package io.github.netboot4j.tftp;

/** How the bytes of a file travel (RFC 1350 section 1). */
public enum TftpMode {
  /** The bytes as they are. */
  OCTET("octet"),

  /** Lines end with CR LF, and a lone CR is sent as CR NUL; see {@link NetasciiEncoder}. */
  NETASCII("netascii"),

  /**
   * Netascii to a user instead of a file. RFC 1350 calls it obsolete; it is known so that it can be
   * refused.
   */
  MAIL("mail");

  private final String wireName;

  TftpMode(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The word in a request. Its case does not matter when it is read.
   *
   * @return lower-case ASCII
   */
  public String wireName() {
    return wireName;
  }
}
