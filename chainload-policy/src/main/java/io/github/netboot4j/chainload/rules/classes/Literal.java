package io.github.netboot4j.chainload.rules.classes;

/**
 * How a test on an attribute came out.
 *
 * @param language what it was tested for
 * @param wanted whether its octets are in that language; absent is in none
 */
record Literal(Language language, boolean wanted) {
  boolean allows(byte[] octets) {
    return language.contains(octets) == wanted;
  }
}
