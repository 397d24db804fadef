package io.github.netboot4j.capture;

/**
 * One UDP datagram of a capture file.
 *
 * @param recordNumber the record's place in the file, from 1, as Wireshark counts frames
 * @param timestampNanos when it was captured, in nanoseconds since 1970-01-01T00:00Z
 * @param sourceMac the sender's hardware address: 48 bits, the first octet the highest
 * @param destinationMac the receiver's hardware address, likewise
 * @param sourceAddress the sender's IPv4 address, the first octet in the highest byte
 * @param sourcePort 0 to 65,535
 * @param destinationAddress the receiver's IPv4 address, the first octet in the highest byte
 * @param destinationPort 0 to 65,535
 * @param payload what UDP carries; the array is not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Fixtures: nobody compares or hashes them.
public record CapturedDatagram(
    int recordNumber,
    long timestampNanos,
    long sourceMac,
    long destinationMac,
    int sourceAddress,
    int sourcePort,
    int destinationAddress,
    int destinationPort,
    byte[] payload) {}
