package io.github.netboot4j.chainload.simulate;

/** How a program goes about its exchange of messages, and what it makes of the replies. */
interface Chooser {
  /** Plays it to the end. */
  Choice choose(Conversation with);
}
