package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * Chooses one of many that are told apart by a key, such as the host that a configuration names by
 * its hardware address. Asked once a request and looked up, not scanned, so that ten thousand hosts
 * cost no more than ten.
 */
public interface Selector {
  /** The number of none. */
  int NONE = -1;

  /** The number of the one that this request belongs to, from 0, or {@link #NONE}. */
  int select(BootRequest request, Workspace space);

  /** What a person calls that one, such as {@code host pc1}. */
  String name(int number);
}
