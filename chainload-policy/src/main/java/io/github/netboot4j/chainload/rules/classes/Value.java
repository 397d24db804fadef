package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.rules.Data;
import java.util.function.UnaryOperator;

/** What is known of octets that a request leads to, on one path of evaluation. */
public sealed interface Value {
  /** There is no value. */
  Value ABSENT = new Absent();

  /** Octets that are there, and more is not known of them. */
  Value UNCLEAR = new Unclear();

  /** {@code ciaddr}. */
  Part CLIENT_ADDRESS = Part.of(Attribute.CLIENT_ADDRESS);

  /** {@code secs}. */
  Part SECONDS = Part.of(Attribute.SECONDS);

  /** {@code giaddr}. */
  Part RELAY_ADDRESS = Part.of(Attribute.RELAY_ADDRESS);

  /** The address that the server would give. */
  Part GIVEN_ADDRESS = Part.of(Attribute.GIVEN_ADDRESS);

  /** {@code htype}, {@code hlen}, and {@code chaddr}. */
  Part HARDWARE = Part.of(Attribute.HARDWARE);

  /** {@code chaddr}, as long as it is said to be. */
  Part HARDWARE_ADDRESS = Part.of(Attribute.HARDWARE).then(inner -> Through.after(2, inner));

  /** An option as it is. */
  static Part option(int code) {
    return Part.of(Attribute.option(code));
  }

  /** What data lead to that need no request. */
  static Value of(Data constant) {
    return Conditions.constant(constant);
  }

  /** An address that is known. */
  static Value address(int address) {
    return new Known(Languages.number(address, Integer.BYTES));
  }

  /** No value. */
  record Absent() implements Value {}

  /** These octets, one a character. */
  record Known(String octets) implements Value {}

  /** Some octets or none. */
  record Unclear() implements Value {}

  /**
   * An attribute that is there, worked upon.
   *
   * @param attribute which one
   * @param through makes of a language of the result that of the attribute
   */
  record Part(Attribute attribute, UnaryOperator<Language> through) implements Value {
    /** An attribute as it is. */
    public static Part of(Attribute attribute) {
      return new Part(attribute, UnaryOperator.identity());
    }

    /** What is made of this. */
    public Part then(UnaryOperator<Language> work) {
      return new Part(attribute, language -> through.apply(work.apply(language)));
    }

    /** The values of the attribute for which the result is in a language. */
    Language in(Language language) {
      return through.apply(language);
    }
  }
}
