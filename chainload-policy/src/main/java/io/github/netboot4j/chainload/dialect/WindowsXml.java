package io.github.netboot4j.chainload.dialect;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the XML of an export into elements that know their lines. Within bounds, and without what
 * an export never has: a document type, and so entities of its own or others' files.
 */
final class WindowsXml {
  private static final int DEEPEST = 32;
  private static final int MOST_ELEMENTS = 2_000_000;
  private static final int LONGEST_TEXT = 65_536;
  private static final int LONGEST_ATTRIBUTE = 1024;
  private static final int LONGEST_NAME = 128;

  /** Lists that say who has which address now, and of these only the start is kept. */
  private static final String LEASES = "Leases";

  private static final Pattern ENCODING =
      Pattern.compile("^<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

  private final String source;
  private final XMLStreamReader reader;
  private final List<Remark> remarks;

  private WindowsXml(String source, XMLStreamReader reader, List<Remark> remarks) {
    this.source = source;
    this.reader = reader;
    this.remarks = remarks;
  }

  /**
   * Reads a document.
   *
   * @param source its name, for errors
   * @param octets its content, one character an octet
   * @param remarks takes what its owner should know
   * @return the root element
   */
  static WindowsElement read(String source, String octets, List<Remark> remarks)
      throws ConfigurationException {
    String text = decode(source, octets.getBytes(StandardCharsets.ISO_8859_1));
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      try {
        return new WindowsXml(source, reader, remarks).document();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
      throw new ConfigurationException(source, line, "not XML: " + reason(e));
    }
  }

  /** The parser's own words without its location, which stands before them. */
  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("Message: ");
    return message
        .substring(at < 0 ? 0 : at + "Message: ".length())
        .replaceFirst("^JAXP\\d+: ", "")
        .lines()
        .findFirst()
        .orElse("");
  }

  private WindowsElement document() throws XMLStreamException, ConfigurationException {
    WindowsElement root = null;
    WindowsElement open = null;
    int depth = 0;
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > DEEPEST) {
            throw fault("elements are more than " + DEEPEST + " deep in one another");
          }
          if (++elements > MOST_ELEMENTS) {
            throw fault("more than " + MOST_ELEMENTS + " elements");
          }
          WindowsElement element = start(open);
          root = root == null ? element : root;
          open = element;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          open = open == null ? null : open.parent;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(open);
        case XMLStreamConstants.DTD ->
            throw fault("a document type (<!DOCTYPE): an export has none, so it is not read");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw fault("an entity that XML does not define: " + reader.getLocalName());
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
    if (root == null) {
      throw fault("no element");
    }
    return root;
  }

  private WindowsElement start(@Nullable WindowsElement parent) throws ConfigurationException {
    String name = reader.getLocalName();
    if (name.length() > LONGEST_NAME) {
      throw fault("the name of an element has " + name.length() + " characters");
    }
    for (int index = 0; index < reader.getAttributeCount(); index++) {
      int length = reader.getAttributeValue(index).length();
      if (length > LONGEST_ATTRIBUTE) {
        throw fault("an attribute of " + length + " characters in <" + name + ">");
      }
      remarks.add(
          new Remark(
              Remark.Kind.WITHOUT_EFFECT,
              source,
              line(),
              "attribute " + reader.getAttributeLocalName(index) + " of <" + name + ">"));
    }
    WindowsElement element = new WindowsElement(source, name, line(), parent);
    if (parent != null && !parent.name.equals(LEASES)) {
      parent.children.add(element);
    }
    return element;
  }

  private void text(@Nullable WindowsElement open) throws ConfigurationException {
    if (open == null) {
      return;
    }
    if (!open.children.isEmpty() && reader.isWhiteSpace()) {
      open.text.setLength(0);
      return;
    }
    int length = open.text.length() + reader.getTextLength();
    if (length > LONGEST_TEXT) {
      throw fault("more than " + LONGEST_TEXT + " characters of text in <" + open.name + ">");
    }
    open.text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  private int line() {
    return Math.max(1, reader.getLocation().getLineNumber());
  }

  private ConfigurationException fault(String message) {
    return new ConfigurationException(source, line(), message);
  }

  /** The text, by its byte order mark, else by how it begins and what it says of itself. */
  static String decode(String source, byte[] octets) throws ConfigurationException {
    int first = octets.length > 0 ? octets[0] & 0xFF : -1;
    int second = octets.length > 1 ? octets[1] & 0xFF : -1;
    int third = octets.length > 2 ? octets[2] & 0xFF : -1;
    if (first == 0xFF && second == 0xFE) {
      return decode(source, octets, 2, StandardCharsets.UTF_16LE);
    }
    if (first == 0xFE && second == 0xFF) {
      return decode(source, octets, 2, StandardCharsets.UTF_16BE);
    }
    if (first == 0xEF && second == 0xBB && third == 0xBF) {
      return decode(source, octets, 3, StandardCharsets.UTF_8);
    }
    if (first == '<' && second == 0) {
      return decode(source, octets, 0, StandardCharsets.UTF_16LE);
    }
    if (first == 0 && second == '<') {
      return decode(source, octets, 0, StandardCharsets.UTF_16BE);
    }
    return decode(source, octets, 0, declared(source, octets));
  }

  private static Charset declared(String source, byte[] octets) throws ConfigurationException {
    String start = new String(octets, 0, Math.min(octets.length, 256), StandardCharsets.ISO_8859_1);
    Matcher declaration = ENCODING.matcher(start);
    if (!declaration.find()) {
      return StandardCharsets.UTF_8;
    }
    String name = declaration.group(1);
    if (name.regionMatches(true, 0, "utf-16", 0, 6)) {
      return StandardCharsets.UTF_8; // It says so in eight bits: someone saved it anew.
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ConfigurationException(
          source, 1, "an encoding that is not known here: " + name + "; save the file as UTF-8");
    }
  }

  private static String decode(String source, byte[] octets, int from, Charset charset)
      throws ConfigurationException {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(octets, from, octets.length - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(
          source, 0, "octets that are no " + charset.name() + " text; save the file as UTF-8");
    }
  }
}
