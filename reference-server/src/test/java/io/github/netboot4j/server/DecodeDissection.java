package io.github.netboot4j.server;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What tshark says of one DHCP message, read from its PDML. */
final class DecodeDissection {
  /** An option or a piece of one: where its code stands in the frame, and its value in hex. */
  record Option(int position, int code, String value) {}

  private final Map<String, String> fields = new HashMap<>();
  private final List<Option> options = new ArrayList<>();
  private boolean malformed;

  private DecodeDissection() {}

  static List<DecodeDissection> readAll(InputStream pdml) throws XMLStreamException {
    List<DecodeDissection> packets = new ArrayList<>();
    XMLStreamReader reader = XMLInputFactory.newFactory().createXMLStreamReader(pdml);
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        if (reader.getLocalName().equals("packet")) {
          packets.add(new DecodeDissection());
        } else if (!packets.isEmpty()) {
          packets.get(packets.size() - 1).read(reader);
        }
      }
    }
    return packets;
  }

  private void read(XMLStreamReader element) {
    String name = String.valueOf(element.getAttributeValue(null, "name"));
    String value = element.getAttributeValue(null, "value");
    malformed |= name.startsWith("_ws.malformed");
    if (name.equals("dhcp.option.type")) {
      int code = Integer.parseInt(element.getAttributeValue(null, "show"));
      int position = Integer.parseInt(element.getAttributeValue(null, "pos"));
      options.add(new Option(position, code, value.length() > 4 ? value.substring(4) : ""));
    } else if (value != null) {
      fields.put(name + " at " + element.getAttributeValue(null, "pos"), value);
    }
  }

  /** The octets of the field that starts there in the frame, in hex; empty if there is none. */
  String field(String name, int position) {
    return fields.getOrDefault(name + " at " + position, "");
  }

  /** The options as tshark shows them, PAD and END among them. */
  List<Option> options() {
    return options;
  }

  /** Whether tshark gave up on the way. */
  boolean isMalformed() {
    return malformed;
  }
}
