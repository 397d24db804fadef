/** Requests to ask policies and servers with, for the tests of all modules. */
package io.github.netboot4j.chainload.testing;
