package io.opsbus.notifier.pace;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Level;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How often a subscription wants to be told, as somebody asked for it, not yet checked.
 *
 * @param mergeSeconds 0 to merge nothing
 * @param quiet {@code from}, {@code to}, {@code zone}, {@code except} and {@code programs}, as JSON gives them; empty: no such field
 */
public record PaceDraft(int mergeSeconds, Optional<Map<String, Object>> quiet) {
    /** Nothing is asked for. */
    public static final PaceDraft NONE = new PaceDraft(0, Optional.empty());

    private static final Set<String> FIELDS = Set.of("from", "to", "zone", "except", "programs");

    /** The pace; of no use when problems were added. */
    public Pace check(List<FieldProblem> problems) {
        if (mergeSeconds < 0 || mergeSeconds > Pace.LONGEST_MERGE.toSeconds()) {
            problems.add(new FieldProblem("mergeSeconds", "Invalid", "0 to " + Pace.LONGEST_MERGE.toSeconds()));
        }
        return new Pace(
                Duration.ZERO,
                Duration.ofSeconds(mergeSeconds),
                quiet.map(fields -> hours(fields, problems)).orElse(QuietHours.NONE));
    }

    private static QuietHours hours(Map<String, Object> fields, List<FieldProblem> problems) {
        var before = problems.size();
        fields.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> problems.add(new FieldProblem(
                        "quiet." + name.substring(0, Math.min(64, name.length())),
                        "Unknown",
                        "there is no such field")));
        var from = minute(fields, "from", problems);
        var to = minute(fields, "to", problems);
        if (from.isPresent() && from.equals(to)) {
            problems.add(new FieldProblem("quiet.to", "Invalid", "a whole day cannot be quiet"));
        }
        var zone = zone(fields, problems);
        var through = through(fields, problems);
        var programs = fields.getOrDefault("programs", false);
        if (!(programs instanceof Boolean)) {
            problems.add(new FieldProblem("quiet.programs", "Invalid", "must be true or false"));
        }
        return problems.size() > before
                ? QuietHours.NONE
                : new QuietHours(from.orElseThrow(), to.orElseThrow(), zone, through, programs.equals(true));
    }

    private static OptionalInt minute(Map<String, Object> fields, String name, List<FieldProblem> problems) {
        var minute = fields.get(name) instanceof String text ? QuietHours.minute(text) : OptionalInt.empty();
        if (minute.isEmpty()) {
            problems.add(new FieldProblem(
                    "quiet." + name, fields.containsKey(name) ? "Invalid" : "Missing", "a time such as 07:00"));
        }
        return minute;
    }

    private static String zone(Map<String, Object> fields, List<FieldProblem> problems) {
        if (fields.get("zone") instanceof String text) {
            try {
                return ZoneId.of(text).getId();
            } catch (DateTimeException _) {
                // told below
            }
        }
        problems.add(new FieldProblem(
                "quiet.zone",
                fields.containsKey("zone") ? "Unknown" : "Missing",
                "a time zone such as Asia/Shanghai or +08:00"));
        return "";
    }

    private static List<Level> through(Map<String, Object> fields, List<FieldProblem> problems) {
        var levels = new ArrayList<Level>();
        var words = fields.getOrDefault("except", List.of());
        for (Object word : words instanceof List<?> list ? list : List.of(words)) {
            var level = word instanceof String text ? Level.of(text) : Optional.<Level>empty();
            level.ifPresent(levels::add);
            if (level.isEmpty()) {
                problems.add(new FieldProblem("quiet.except", "Unknown", "a level is CRITICAL, WARN or INFO"));
            }
        }
        return levels;
    }
}
