package io.opsbus.invocation.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** The independent implementation: fire times by Quartz's own calculation. */
final class Quartz {
    private Quartz() {}

    @SuppressWarnings("JavaUtilDate") // Quartz speaks it
    static List<Instant> fires(String cron, ZoneId zone, Instant after, int most) throws ParseException {
        var expression = new CronExpression(cron);
        expression.setTimeZone(TimeZone.getTimeZone(zone));
        var found = new ArrayList<Instant>();
        @Nullable Date next = expression.getNextValidTimeAfter(Date.from(after));
        while (next != null && found.size() < most) {
            found.add(next.toInstant());
            next = expression.getNextValidTimeAfter(next);
        }
        return found;
    }
}
