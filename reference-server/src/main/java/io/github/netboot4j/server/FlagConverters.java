package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the values of flags are written like. */
final class FlagConverters {
  private FlagConverters() {}

  /** {@code A-B}. */
  static final class RangeConverter implements ITypeConverter<AddressRange> {
    @Override
    public AddressRange convert(String text) {
      return converted(() -> AddressRange.parse(text));
    }
  }

  /** A dotted quad. */
  static final class AddressConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return converted(() -> Ipv4.parse(text));
    }
  }

  /** A number from 1 to 65,535. */
  static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (text.matches("\\d{1,5}")) {
        int port = Integer.parseInt(text);
        if (port >= 1 && port <= 65_535) {
          return port;
        }
      }
      throw new TypeConversionException("'" + text + "' is not a port: 1 to 65535");
    }
  }

  /** Two ports with a dash between them. */
  static final class PortsConverter implements ITypeConverter<TftpPorts> {
    @Override
    public TftpPorts convert(String text) {
      return converted(() -> TftpPorts.parse(text));
    }
  }

  /** A number with s, m, h or d behind it; seconds without. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofDays(365);

    @Override
    public Duration convert(String text) {
      if (!text.matches("\\d{1,9}[smhd]?")) {
        throw new TypeConversionException("'" + text + "' is not a time: 90s, 30m, 12h or 7d");
      }
      long number = Long.parseLong(text.replaceFirst("[smhd]$", ""));
      Duration time =
          switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
          };
      if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
        throw new TypeConversionException("'" + text + "' is not between 60s and 365d");
      }
      return time;
    }
  }

  private static <T> T converted(Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
