package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Selector;

/** A selector whose choices can be put in plain terms. */
interface PlainSelector extends Selector {
  /**
   * That it chooses this one.
   *
   * @param number one of its own numbers, or {@link #NONE}
   * @param others puts conditions that it is made of in plain terms
   */
  Plain plain(int number, PlainConditions others);
}
