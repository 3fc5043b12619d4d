package io.opsbus.invocation.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a time zone: {@code Area/City} of the tz database, {@code GMT+8:00} without a leading zero, {@code GMT},
 * {@code UTC} (API facts 3.5, agent facts 11). Other short names, such as {@code CST}, mean several zones and are refused.
 */
final class ZoneReader {
    private static final Pattern OFFSET = Pattern.compile("GMT([+-])(\\d|1[0-4]):([0-5]\\d)");
    private static final int FARTHEST_WEST = 12;

    private ZoneReader() {}

    /** The zone; UTC after a problem, which is then among the findings. */
    static ZoneId read(String text, Findings findings) {
        if (text.equals("GMT")) {
            return ZoneId.of(text);
        }
        if (text.indexOf('/') < 0 && (text.indexOf('+') >= 0 || text.indexOf('-') >= 0)) {
            return offset(text, findings);
        }
        if (knownToAgents(text)) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                // not a name: said below, with the name that was meant
            }
        }
        ZoneId.getAvailableZoneIds().stream()
                .filter(name -> name.equalsIgnoreCase(text) && knownToAgents(name))
                .findFirst()
                .ifPresentOrElse(
                        name -> findings.add(Findings.ZONE, text, Fault.ZONE_CASE, name),
                        () -> findings.add(Findings.ZONE, text, Fault.NO_ZONE));
        return ZoneOffset.UTC;
    }

    /** Names with a slash; but those of SystemV exist in the JDK alone. */
    private static boolean knownToAgents(String name) {
        return (name.indexOf('/') > 0 && !name.startsWith("SystemV/")) || name.equals("UTC");
    }

    /** The zone as both the API and the agents write it. */
    static String text(ZoneId zone) {
        if (!(zone instanceof ZoneOffset offset)) {
            return zone.getId();
        }
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        String sign = offset.getTotalSeconds() < 0 ? "-" : "+";
        return "GMT%s%d:%02d".formatted(sign, minutes / 60, minutes % 60);
    }

    private static ZoneId offset(String text, Findings findings) {
        Matcher parts = OFFSET.matcher(text);
        if (parts.matches()) {
            int hours = Integer.parseInt(parts.group(2));
            int minutes = Integer.parseInt(parts.group(3));
            if (parts.group(1).equals("+")) {
                return ZoneOffset.ofHoursMinutes(hours, minutes);
            }
            if (hours <= FARTHEST_WEST) {
                return ZoneOffset.ofHoursMinutes(-hours, -minutes);
            }
        }
        findings.add(Findings.ZONE, text, Fault.NO_OFFSET);
        return ZoneOffset.UTC;
    }
}
