package io.github.netboot4j.server;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Where leases survive the process. Used by one thread at a time: {@link #load()} first, once, then
 * {@link #commit}.
 */
interface LeaseStore extends AutoCloseable {
  /**
   * What was stored.
   *
   * @param sound the newest record of each address
   * @param unsound addresses whose record is damaged: whose they are cannot be told
   * @param remarks what a person must know of it, a line each
   */
  record Stored(List<LeaseRecord> sound, List<Integer> unsound, List<String> remarks) {}

  /** Reads all that is stored and sound. */
  Stored load() throws IOException;

  /**
   * Stores changes, all or none; each replaces what was stored of its address. Returns when they
   * are on stable storage. After a failure the next call begins anew.
   */
  void commit(Collection<LeaseRecord> changes) throws IOException;

  @Override
  void close();

  /** Keeps nothing: for trying things out, and for tests. */
  static LeaseStore inMemory() {
    return new LeaseStore() {
      @Override
      public Stored load() {
        return new Stored(List.of(), List.of(), List.of());
      }

      @Override
      public void commit(Collection<LeaseRecord> changes) {}

      @Override
      public void close() {}
    };
  }
}
