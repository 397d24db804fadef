package io.github.netboot4j.server;

/** Where the results of a replay go, one by one. */
interface ReplayPrinter {
  void print(ReplayResult result);
}
