package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines that {@code --json} prints back into maps, lists and values. */
final class DecodeJsonReader {
  private static final JsonFactory JSON = new JsonFactory();

  private DecodeJsonReader() {}

  /** One object a line; anything else fails. */
  static List<Map<String, Object>> lines(String printed) {
    return printed.lines().map(DecodeJsonReader::line).toList();
  }

  static Map<String, Object> line(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      Map<String, Object> message = object(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one object in " + line);
      }
      return message;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A whole file that is an array of objects. */
  static List<Map<String, Object>> array(Path file) throws IOException {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      parser.nextToken();
      List<Map<String, Object>> objects = new ArrayList<>();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        objects.add(object(parser));
      }
      return objects;
    }
  }

  /** A member that is an array of objects. */
  @SuppressWarnings("unchecked") // What the parser makes of them.
  static List<Map<String, Object>> objects(Map<String, Object> message, String member) {
    return (List<Map<String, Object>>) message.get(member);
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not an object: " + parser.currentToken());
    }
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (members.containsKey(name)) {
        throw new IllegalArgumentException("twice in one object: " + name);
      }
      members.put(name, value(parser));
    }
    return members;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getIntValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      default -> throw new IllegalArgumentException("unexpected " + parser.currentToken());
    };
  }
}
