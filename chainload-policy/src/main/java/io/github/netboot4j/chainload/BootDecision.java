package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.Ipv4;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is to run next, and why. Immutable and made ahead of time: a policy hands out the
 * same few decisions again and again.
 */
public final class BootDecision {
  /** The most octets of a boot file name: {@code file} holds 127 and a NUL (RFC 2131 §2). */
  public static final int LONGEST_BOOT_FILE = 127;

  private static final BootDecision UNDECIDED =
      new BootDecision(Kind.UNDECIDED, "", Ipv4.ANY, new Reason("no rule holds"));
  private static final BootDecision NO_BOOT =
      new BootDecision(Kind.NO_BOOT, "", Ipv4.ANY, new Reason("nothing to boot"));
  private static final BootDecision SILENT =
      new BootDecision(Kind.SILENT, "", Ipv4.ANY, new Reason("not to be answered"));

  private enum Kind {
    BOOT,
    NO_BOOT,
    SILENT,
    UNDECIDED
  }

  private final Kind kind;
  private final String bootFile;
  private final int nextServer;
  private final Reason reason;

  /** The name as {@code file} takes it, and with the NUL that option 67 needs for some firmware. */
  private final byte[] fileField;

  private final byte[] bootFileOption;

  /** The next server's address as option 66 has it. */
  private final byte[] nextServerName;

  private final @Nullable ReplyFields fields;

  private BootDecision(Kind kind, String bootFile, int nextServer, Reason reason) {
    this(kind, bootFile, nextServer, reason, null);
  }

  private BootDecision(
      Kind kind, String bootFile, int nextServer, Reason reason, @Nullable ReplyFields fields) {
    this.kind = kind;
    this.fields = fields;
    this.bootFile = bootFile;
    this.nextServer = nextServer;
    this.reason = reason;
    this.fileField = bootFile.getBytes(StandardCharsets.UTF_8);
    this.bootFileOption = java.util.Arrays.copyOf(fileField, fileField.length + 1);
    this.nextServerName = addressText(nextServer);
  }

  /**
   * Run this.
   *
   * @param bootFile a file's name on the TFTP server, or a URI
   * @return the decision, with the server that answers as the next server
   * @throws IllegalArgumentException if the name is empty, has a NUL, or takes more than {@value
   *     #LONGEST_BOOT_FILE} octets in UTF-8
   */
  public static BootDecision boot(String bootFile) {
    if (bootFile.isEmpty() || bootFile.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a boot file name must not be empty or hold a NUL");
    }
    int octets = bootFile.getBytes(StandardCharsets.UTF_8).length;
    if (octets > LONGEST_BOOT_FILE) {
      throw new IllegalArgumentException(
          "a boot file name of "
              + octets
              + " octets: a DHCP message carries at most "
              + LONGEST_BOOT_FILE
              + ": "
              + bootFile);
    }
    return new BootDecision(Kind.BOOT, bootFile, Ipv4.ANY, new Reason("boot " + bootFile));
  }

  /**
   * A reply with exactly these fields, as a configuration of another server gives them.
   *
   * @param fields what the reply says; with neither {@code file} nor option 67 the decision boots
   *     nothing, and its fields are written all the same
   * @return the decision
   */
  public static BootDecision of(ReplyFields fields) {
    String bootFile = fields.bootFile();
    Kind kind = bootFile.isEmpty() ? Kind.NO_BOOT : Kind.BOOT;
    Reason reason = new Reason(bootFile.isEmpty() ? "nothing to boot" : "boot " + bootFile);
    return new BootDecision(kind, bootFile, fields.nextServer(), reason, fields);
  }

  /**
   * No answer at all.
   *
   * @return the decision
   */
  public static BootDecision silent() {
    return SILENT;
  }

  /**
   * An address but nothing to boot.
   *
   * @return the decision
   */
  public static BootDecision noBoot() {
    return NO_BOOT;
  }

  /**
   * No opinion: another policy may decide. A server treats it as {@link #noBoot()}.
   *
   * @return the decision
   */
  public static BootDecision undecided() {
    return UNDECIDED;
  }

  /**
   * The same decision with another server to fetch the boot file from.
   *
   * @param address an IPv4 address; 0 for the server that answers
   * @return a new decision
   * @throws IllegalStateException if the decision was made of fields, which say it already
   */
  public BootDecision from(int address) {
    if (fields != null) {
      throw new IllegalStateException("the fields of the reply name the next server");
    }
    return new BootDecision(kind, bootFile, address, reason);
  }

  /**
   * The same decision for a stated reason.
   *
   * @param why the rule that made it
   * @return a new decision
   */
  public BootDecision because(Reason why) {
    return new BootDecision(kind, bootFile, nextServer, why, fields);
  }

  /**
   * Whether there is something to run.
   *
   * @return false for {@link #noBoot()}, {@link #silent()} and {@link #undecided()}
   */
  public boolean boots() {
    return kind == Kind.BOOT;
  }

  /**
   * Whether the client is to get no answer at all.
   *
   * @return true only for {@link #silent()}
   */
  public boolean isSilent() {
    return kind == Kind.SILENT;
  }

  /**
   * The reply field by field, where the decision was made of fields.
   *
   * @return null for a decision that leaves it to the writer how to say it
   */
  public @Nullable ReplyFields fields() {
    return fields;
  }

  /**
   * Whether another policy may decide.
   *
   * @return true only for {@link #undecided()}
   */
  public boolean isUndecided() {
    return kind == Kind.UNDECIDED;
  }

  /**
   * What to run.
   *
   * @return a file's name or a URI; empty if there is nothing to run
   */
  public String bootFile() {
    return bootFile;
  }

  /**
   * Where to fetch it; {@code siaddr} in RFC 2131 §2.
   *
   * @return an IPv4 address; 0 for the server that answers
   */
  public int nextServer() {
    return nextServer;
  }

  /**
   * Why.
   *
   * @return the rule that made the decision
   */
  public Reason reason() {
    return reason;
  }

  byte[] fileField() {
    return fileField;
  }

  byte[] bootFileOption() {
    return bootFileOption;
  }

  byte[] nextServerName() {
    return nextServerName;
  }

  static byte[] addressText(int address) {
    return Ipv4.format(address).getBytes(StandardCharsets.US_ASCII);
  }

  /** What is to run, in words. */
  String what() {
    return switch (kind) {
      case BOOT -> bootFile;
      case NO_BOOT -> "no boot";
      case SILENT -> "no answer";
      case UNDECIDED -> "undecided";
    };
  }

  /**
   * The decision in one line.
   *
   * @return such as {@code "undionly.kpxe (architecture x86 bios)"}
   */
  @Override
  public String toString() {
    return what() + " (" + reason + ")";
  }
}
