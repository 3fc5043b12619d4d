package io.opsbus.invocation.schedule;

import java.util.ArrayList;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Draws cron expressions that Quartz takes. Without W: Quartz loses fire times of a day that W moved
 * ({@link QuartzDifferencesTest}), so {@link SpecialDays} compares those with a plain calendar.
 */
final class CronGenerator {
    private final SplittableRandom random;

    CronGenerator(SplittableRandom random) {
        this.random = random;
    }

    String forQuartz() {
        boolean byWeekday = random.nextBoolean();
        String year = random.nextInt(4) == 0 ? " " + list(CronField.YEAR) : "";
        return String.join(
                        " ",
                        list(CronField.SECOND),
                        list(CronField.MINUTE),
                        list(CronField.HOUR),
                        byWeekday ? "?" : dayOfMonth(),
                        list(CronField.MONTH),
                        byWeekday ? dayOfWeek() : "?")
                + year;
    }

    private String dayOfMonth() {
        return random.nextInt(6) == 0 ? "L" : list(CronField.DAY_OF_MONTH);
    }

    private String dayOfWeek() {
        return switch (random.nextInt(6)) {
            case 0 -> "L";
            case 1 -> word(CronField.DAY_OF_WEEK) + "L";
            case 2 -> word(CronField.DAY_OF_WEEK) + "#" + between(1, 5);
            default -> list(CronField.DAY_OF_WEEK);
        };
    }

    private String list(CronField field) {
        if (random.nextInt(4) == 0) {
            return "*";
        }
        var items = new ArrayList<String>();
        for (int n = random.nextInt(3); n >= 0; n--) {
            items.add(item(field));
        }
        return String.join(",", items);
    }

    /** Quartz overlooks a step behind a name, so steps come with numbers only. */
    private String item(CronField field) {
        int most = field == CronField.YEAR ? 20 : field.highest() - 1;
        return switch (random.nextInt(5)) {
            case 0 -> "*/" + between(1, most);
            case 1 -> number(field) + "/" + between(1, most);
            case 2 -> range(field);
            case 3 -> range(field) + "/" + between(1, most);
            default -> word(field);
        };
    }

    /** A range that begins behind its end goes round, but not for years. */
    private String range(CronField field) {
        int from = Integer.parseInt(number(field));
        int to = field == CronField.YEAR ? between(from + 1, 2099) : Integer.parseInt(number(field));
        return from + "-" + to;
    }

    private String word(CronField field) {
        String number = number(field);
        String name = field.word(Integer.parseInt(number));
        return switch (random.nextInt(3)) {
            case 0 -> name;
            case 1 -> name.toLowerCase(Locale.ROOT);
            default -> number;
        };
    }

    private String number(CronField field) {
        return Integer.toString(
                field == CronField.YEAR ? between(1999, 2070) : between(field.lowest(), field.highest()));
    }

    private int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }
}
