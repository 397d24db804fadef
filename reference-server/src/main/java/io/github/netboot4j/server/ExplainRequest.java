package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Machine;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionCursor;
import io.github.netboot4j.dhcp.OptionValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request that is explained: real octets, made or recorded.
 *
 * @param label who asks, for people
 * @param octets the message
 * @param port the port that it came in on
 */
record ExplainRequest(String label, ByteBuffer octets, int port) {
  private static final int CAPACITY = 65_536;

  /** A request as a client makes it, to be changed option by option. */
  static final class Made {
    private final BootClient client;
    private final long mac;
    private final Map<Integer, byte[]> options = new LinkedHashMap<>();

    private Made(BootClient client, @Nullable Long mac) {
      Machine nowhere = Machine.on(Ipv4.ANY, Ipv4.ANY);
      Machine machine = mac == null ? nowhere : nowhere.withMacAddress(mac);
      this.client = client;
      this.mac = client.macAddress(machine);
      ByteBuffer discover = client.discover(machine);
      DhcpMessageView message = new DhcpMessageView().wrap(discover, 0, discover.limit());
      OptionCursor cursor = new OptionCursor();
      OptionValue value = new OptionValue();
      cursor.reset(message);
      while (cursor.next()) {
        if (cursor.code() != OptionCode.MESSAGE_TYPE) {
          message.readRawOption(cursor.code(), value);
          options.put(cursor.code(), value.toByteArray());
        }
      }
    }

    /** Says it in option 93, and in option 60 where that has an architecture. */
    void architecture(int code) {
      options.put(OptionCode.CLIENT_ARCHITECTURE, new byte[] {(byte) (code >> 8), (byte) code});
      byte[] vendorClass = options.getOrDefault(OptionCode.VENDOR_CLASS_IDENTIFIER, new byte[0]);
      options.put(
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          octets(
              new String(vendorClass, StandardCharsets.ISO_8859_1)
                  .replaceFirst(":Arch:\\d{5}", ":Arch:%05d".formatted(code))));
    }

    void option(int code, byte[] value) {
      if (value.length == 0) {
        options.remove(code);
      } else {
        options.put(code, value);
      }
    }

    /** {@code CODE=HEX}. */
    void option(String text) throws StartupException {
      Matcher parts = Pattern.compile("(\\d{1,3})=(?:0x)?([0-9A-Fa-f:]*)").matcher(text);
      if (parts.matches()) {
        int code = Integer.parseInt(parts.group(1));
        String digits = parts.group(2).replace(":", "");
        if (code > OptionCode.PAD
            && code < OptionCode.END
            && code != OptionCode.MESSAGE_TYPE
            && digits.length() % 2 == 0) {
          option(code, HexFormat.of().parseHex(digits));
          return;
        }
      }
      throw new StartupException(
          "--option '" + text + "' is not like 175=130101: a code from 1 to 254 but 53, and hex");
    }

    ExplainRequest finish(int relay) throws StartupException {
      ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);
      DhcpMessageWriter writer =
          new DhcpMessageWriter()
              .start(MessageType.DISCOVER, buffer, 0, CAPACITY)
              .transactionId(0x6e62_346a)
              .macAddress(mac)
              .flags(0x8000)
              .relayAddress(relay);
      options.forEach(writer::option);
      int length = writer.finish();
      if (writer.omitted() != DhcpMessageWriter.NOTHING_OMITTED) {
        throw new StartupException("the options are more than a DHCP message holds");
      }
      return new ExplainRequest(client.name(), buffer.limit(length), BootRequest.SERVER_PORT);
    }
  }

  /** What a client sends, with its own hardware address or another. */
  static Made made(BootClient client, @Nullable Long mac) {
    return new Made(client, mac);
  }

  /** A character an octet. */
  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A request out of a capture: {@code FILE} or {@code FILE:RECORD}. */
  static ExplainRequest recorded(String where) throws StartupException {
    Matcher parts = Pattern.compile("(.+):(\\d{1,9})").matcher(where);
    boolean numbered = parts.matches() && !Files.exists(Path.of(where));
    String name = numbered ? parts.group(1) : where;
    long wanted = numbered ? Long.parseLong(parts.group(2)) : 0;
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      PcapReader reader = PcapReader.open(in, name);
      PcapDatagram datagram = new PcapDatagram();
      while (reader.next()) {
        boolean isRequest =
            datagram.find(reader) == PcapDatagram.Content.UDP
                && DecodeDhcp.claims(datagram)
                && datagram.payloadLength() > 0
                && datagram.buffer().get(datagram.payloadOffset()) == DhcpMessageView.BOOTREQUEST;
        if (isRequest && (wanted == 0 || reader.recordNumber() == wanted)) {
          return recorded(name + ":" + reader.recordNumber(), datagram);
        }
      }
    } catch (NoSuchFileException e) {
      throw new StartupException("there is no file " + name);
    } catch (IOException e) {
      throw new StartupException(name + " cannot be read: " + e.getMessage());
    }
    throw new StartupException(
        name + (wanted == 0 ? " has no DHCP request" : " has no DHCP request in record " + wanted));
  }

  private static ExplainRequest recorded(String label, PcapDatagram datagram)
      throws StartupException {
    byte[] octets = new byte[datagram.payloadLength()];
    datagram.buffer().get(datagram.payloadOffset(), octets);
    DhcpMessageView view = new DhcpMessageView();
    if (!view.tryWrap(ByteBuffer.wrap(octets), 0, octets.length) && view.fault() != null) {
      throw new StartupException(label + " is damaged: " + view.fault().description());
    }
    return new ExplainRequest(label, ByteBuffer.wrap(octets), datagram.destinationPort());
  }

  /** The request as it arrives at a server with this configuration, its address chosen. */
  BootRequest ask(BootConfiguration configuration, @Nullable Integer server) {
    DhcpMessageView view = new DhcpMessageView().wrap(octets, 0, octets.limit());
    BootRequest request = new BootRequest().wrap(view);
    List<AddressPlan.Subnet> subnets = configuration.addresses().subnets();
    int own = server != null ? server : subnets.isEmpty() ? Ipv4.ANY : subnets.get(0).address() + 1;
    request.arrivedAt(own, port);
    if (!subnets.isEmpty() && server == null) {
      request.arrivedOn("", subnets.get(0).netmask());
    }
    int reserved = configuration.addresses().reservedFor(request);
    if (reserved != Ipv4.ANY) {
      return request.given(reserved);
    }
    List<AddressPlan.Range> ranges = configuration.addresses().rangesFor(request);
    return ranges.isEmpty() ? request : request.given(ranges.get(0).first());
  }
}
