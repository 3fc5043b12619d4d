package io.opsbus.instance.rpc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as replies have them, in UTC: instances to the minute, everything else to the second (contract 2.1). */
public final class WireTimes {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CAPTURE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private WireTimes() {}

    /** {@code 2017-12-10T04:04Z}. */
    public static String minute(Instant at) {
        return MINUTE.format(at);
    }

    /** {@code 2017-12-10T04:04:05Z}. */
    public static String second(Instant at) {
        return SECOND.format(at);
    }

    /** {@code 2018-03-22 10:04:57}, of console output. */
    public static String ofCapture(Instant at) {
        return CAPTURE.format(at);
    }
}
