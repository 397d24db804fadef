/** Who is asking, what to run next, and why. */
@org.jspecify.annotations.NullMarked
module io.github.netboot4j.chainload {
  requires static org.jspecify;
  requires transitive io.github.netboot4j.dhcp;
  requires java.xml;

  exports io.github.netboot4j.chainload;
  exports io.github.netboot4j.chainload.dialect;
  exports io.github.netboot4j.chainload.simulate;

  uses io.github.netboot4j.chainload.BootPolicyProvider;
}
