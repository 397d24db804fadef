package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are looked at: attributes that are the same in all of them, attributes that follow
 * from others, and all others free. Not for use by several threads at once.
 */
public final class Shape {
  /** How one attribute follows from another: as a language, and as octets. */
  record Derived(Value.Part from, UnaryOperator<byte[]> made) {}

  private static final int CLIENT_IDENTIFIER = OptionCode.CLIENT_IDENTIFIER;

  private final List<Arrival> arrivals;
  private final @Nullable BootRequest like;
  private final Map<Attribute, byte @Nullable []> fixed = new HashMap<>();
  private final Map<Attribute, Derived> derived = new HashMap<>();
  private final Map<Attribute, Values> roots = new HashMap<>();

  /** Any request that comes in at one of these; the server gives no certain address. */
  public Shape(List<Arrival> arrivals) {
    this.arrivals = List.copyOf(arrivals);
    like = null;
    fix(Attribute.GIVEN_ADDRESS, new byte[4]);
  }

  /** Only requests like one, but for attributes that may have any of some values. */
  Shape(BootRequest like, Map<Attribute, Values> free) {
    arrivals = List.of(Arrival.of(like));
    this.like = like;
    roots.putAll(free);
    byte[] identifier = Attribute.option(CLIENT_IDENTIFIER).read(like);
    byte[] hardware = Attribute.HARDWARE.read(like);
    if (identifier != null
        && hardware != null
        && Arrays.equals(identifier, withoutLength(hardware))) {
      clientIdentifierOfHardware();
    }
  }

  /**
   * Every DISCOVER of an Ethernet's client that has no address and asks for none, on the server's
   * own link or behind a relay that says what relays usually say.
   */
  public static Shape discovers(List<Arrival> arrivals) {
    Shape shape =
        new Shape(arrivals)
            .fix(Attribute.option(OptionCode.MESSAGE_TYPE), new byte[] {MessageType.DISCOVER})
            .fix(Attribute.option(OptionCode.REQUESTED_ADDRESS), null)
            .fix(Attribute.option(OptionCode.SUBNET_SELECTION), null)
            .fix(Attribute.CLIENT_ADDRESS, new byte[4])
            .fix(Attribute.BOOT_FILE, new byte[0])
            .fix(Attribute.SERVER_NAME, new byte[0]);
    Values ethernet = Values.any(Attribute.HARDWARE).split(Languages.startingWith("\1\6")).in();
    if (ethernet != null) {
      shape.roots.put(Attribute.HARDWARE, ethernet);
    }
    Attribute relay = Attribute.option(OptionCode.RELAY_AGENT_INFORMATION);
    Values usual = Values.any(relay).split(Languages.not(new RelaySays(true))).out();
    if (usual != null) {
      shape.roots.put(relay, usual);
    }
    return shape;
  }

  /** Only requests with this value; null for those without. */
  public Shape fix(Attribute attribute, byte @Nullable [] value) {
    fixed.put(attribute, value == null ? null : value.clone());
    return this;
  }

  /** Only requests whose option 61 is hardware type and address, as iPXE sends it. */
  public Shape clientIdentifierOfHardware() {
    Value.Part from =
        Value.Part.of(Attribute.HARDWARE).then(inner -> new Through.Without(1, inner));
    derived.put(Attribute.option(CLIENT_IDENTIFIER), new Derived(from, Shape::withoutLength));
    return this;
  }

  private static byte[] withoutLength(byte[] hardware) {
    byte[] octets = new byte[hardware.length - 1];
    octets[0] = hardware[0];
    System.arraycopy(hardware, 2, octets, 1, hardware.length - 2);
    return octets;
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  Map<Attribute, byte @Nullable []> fixed() {
    return fixed;
  }

  Map<Attribute, Derived> derived() {
    return derived;
  }

  /** What a test on an attribute is a test on. */
  Value.Part source(Value.Part part) {
    Derived from = derived.get(part.attribute());
    return from == null ? part : from.from.then(part.through());
  }

  /** All values that an attribute can have. */
  Values root(Attribute attribute) {
    return roots.computeIfAbsent(
        attribute,
        key ->
            fixed.containsKey(key)
                ? Values.only(key, fixed.get(key))
                : like != null ? Values.only(key, key.read(like)) : Values.any(key));
  }

  /** Whether an attribute is the same in all requests. */
  boolean isFixed(Attribute attribute) {
    return fixed.containsKey(attribute) || (like != null && root(attribute).isSingle());
  }
}
