package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.Ipv4;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is to run next, and why. Immutable and made ahead of time: a policy hands out the
 * same few decisions again and again.
 */
public final class BootDecision {
  /** The most octets of a boot file name: {@code file} holds 127 and a NUL (RFC 2131 §2). */
  public static final int LONGEST_BOOT_FILE = 127;

  /** The most octets of a server's name: {@code sname} holds 63 and a NUL (RFC 2131 §2). */
  public static final int LONGEST_SERVER_NAME = 63;

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

  /** The next server's name, or else its address in text, as option 66 has it. */
  private final byte[] nextServerName;

  private final String serverName;
  private final ExtraOptions options;
  private final @Nullable ReplyFields fields;

  private BootDecision(Kind kind, String bootFile, int nextServer, Reason reason) {
    this(kind, bootFile, nextServer, "", ExtraOptions.NONE, reason, null);
  }

  private BootDecision(
      Kind kind,
      String bootFile,
      int nextServer,
      String serverName,
      ExtraOptions options,
      Reason reason,
      @Nullable ReplyFields fields) {
    this.kind = kind;
    this.bootFile = bootFile;
    this.nextServer = nextServer;
    this.serverName = serverName;
    this.options = options;
    this.reason = reason;
    this.fields = fields;
    this.fileField = bootFile.getBytes(StandardCharsets.UTF_8);
    this.bootFileOption = Arrays.copyOf(fileField, fileField.length + 1);
    this.nextServerName =
        serverName.isEmpty()
            ? addressText(nextServer)
            : serverName.getBytes(StandardCharsets.UTF_8);
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
    requireText("a boot file name", bootFile, LONGEST_BOOT_FILE);
    return new BootDecision(Kind.BOOT, bootFile, Ipv4.ANY, new Reason("boot " + bootFile));
  }

  private static void requireText(String what, String text, int longest) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " must not be empty or hold a NUL");
    }
    int octets = text.getBytes(StandardCharsets.UTF_8).length;
    if (octets > longest) {
      throw new IllegalArgumentException(
          what
              + " of "
              + octets
              + " octets: a DHCP message carries at most "
              + longest
              + ": "
              + text);
    }
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
    return new BootDecision(
        kind, bootFile, fields.nextServer(), "", ExtraOptions.NONE, reason, fields);
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
    requireNoFields();
    return new BootDecision(kind, bootFile, address, serverName, options, reason, null);
  }

  /**
   * The same decision with a name for the server that has the boot file, in {@code sname} and
   * option 66. Boot loaders go by the address ({@link #from}); few take a name.
   *
   * @param called a host name, or whatever else the client expects there
   * @return a new decision
   * @throws IllegalArgumentException if the name is empty, has a NUL, or takes more than {@value
   *     #LONGEST_SERVER_NAME} octets in UTF-8
   * @throws IllegalStateException if the decision was made of fields, which say it already
   */
  public BootDecision withServerName(String called) {
    requireNoFields();
    requireText("a server name", called, LONGEST_SERVER_NAME);
    return new BootDecision(kind, bootFile, nextServer, called, options, reason, null);
  }

  /**
   * The same decision with an option that goes along, such as 43 ({@link PxeMenu}), 175 ({@link
   * IpxeSettings}), 209 and 210 (RFC 5071), or 128 to 135. Clients that are known to fail on it do
   * not get it.
   *
   * @param code 1 to 254, none of those that every reply has or that say what to boot
   * @param value at most 255 octets: iPXE does not join pieces
   * @return a new decision
   * @throws IllegalArgumentException for such a code or a longer value
   * @throws IllegalStateException if the decision was made of fields, which say it already
   */
  public BootDecision withOption(int code, byte[] value) {
    requireNoFields();
    ExtraOptions more = options.with(code, value);
    return new BootDecision(kind, bootFile, nextServer, serverName, more, reason, null);
  }

  /**
   * The same decision with an option of text.
   *
   * @param code as in {@link #withOption(int, byte[])}
   * @param text such as the path of a configuration file, written in UTF-8
   * @return a new decision
   * @throws IllegalArgumentException as in {@link #withOption(int, byte[])}
   * @throws IllegalStateException if the decision was made of fields, which say it already
   */
  public BootDecision withOption(int code, String text) {
    return withOption(code, text.getBytes(StandardCharsets.UTF_8));
  }

  private void requireNoFields() {
    if (fields != null) {
      throw new IllegalStateException("the fields of the reply say it already");
    }
  }

  /**
   * The same decision for a stated reason.
   *
   * @param why the rule that made it
   * @return a new decision
   */
  public BootDecision because(Reason why) {
    return new BootDecision(kind, bootFile, nextServer, serverName, options, why, fields);
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
   * What the server that has the boot file is called; {@code sname} in RFC 2131 §2.
   *
   * @return empty when the decision names none
   */
  public String serverName() {
    return serverName;
  }

  /**
   * An option that goes along.
   *
   * @param code 1 to 254
   * @return a copy of its value; null when the decision has none
   */
  public byte @Nullable [] option(int code) {
    byte[] value = options.value(code);
    return value == null ? null : value.clone();
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

  ExtraOptions options() {
    return options;
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
