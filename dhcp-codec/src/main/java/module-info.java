/** DHCPv4 views and writers over byte buffers. */
@org.jspecify.annotations.NullMarked
module io.github.netboot4j.dhcp {
  requires static org.jspecify;

  exports io.github.netboot4j.dhcp;
}
