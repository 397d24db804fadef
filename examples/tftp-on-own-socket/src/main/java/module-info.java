/** An application on the module path. */
module com.example.netboot.tftp {
  requires io.github.netboot4j.tftp;

  exports com.example.netboot.tftp;
}
