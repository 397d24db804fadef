package io.github.netboot4j.server;

/** Where the results of a check go, file by file. */
interface CheckPrinter {
  void print(CheckResult result);
}
