package io.opsbus.notifier.rpc.cms.pace;

import io.opsbus.notifier.Level;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.pace.QuietHours;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.RpcError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How often a rule tells. The two intervals are the contract's words, which it has for rules on metrics and, the first, for rules on custom
 * events (API facts 2.2): {@code 00:00-05:30}, the last minute in it. That what comes meanwhile is told at the end, and all else here, is ours.
 */
public final class PaceParameters {
    /** The zone the guide's own times are in. */
    private static final String ZONE = "Asia/Shanghai";

    /** Minutes of the day; the last is in it. */
    private record Interval(int first, int last) {
        int end() {
            return (last + 1) % QuietHours.DAY;
        }
    }

    private static final Parameter<Optional<Interval>> EFFECTIVE = interval(
            "EffectiveInterval",
            "When people are told, such as 08:00-21:59; what comes at another time of the day is told them together when this begins again.");
    private static final Parameter<Optional<Interval>> NOT_EFFECTIVE = interval(
            "NoEffectiveInterval",
            "When people are not told, such as 22:00-07:59; what comes then is told them together when it is over.");
    private static final Parameter<String> TIME_ZONE = Take.text("EffectiveTimeZone")
            .meaning("The time zone of the two intervals.")
            .only("a name or an offset of a time zone", PaceParameters::isZone)
            .or(ZONE);
    private static final Parameter<Optional<List<String>>> EXCEPT = Take.texts("NoEffectiveExceptLevelList", 3)
            .meaning("Levels that are told at once whatever the time.")
            .only(
                    "CRITICAL, WARN, INFO",
                    words -> words.stream().allMatch(word -> Level.of(word).isPresent()))
            .optional();
    private static final Parameter<Boolean> PROGRAMS = Take.flag("NoEffectivePrograms")
            .meaning("Whether callbacks and queues wait too; without it they are sent each event when it comes.")
            .or(false);
    private static final Parameter<Integer> MERGE = Take.whole("MergeInterval", 0, (int) Pace.LONGEST_MERGE.toSeconds())
            .meaning(
                    "After people were told of a name and level, more of that kind is told them together when so many seconds are over.")
            .or(0);

    /** All of them. */
    public static final List<Parameter<?>> ALL = List.of(EFFECTIVE, NOT_EFFECTIVE, TIME_ZONE, EXCEPT, PROGRAMS, MERGE);

    private PaceParameters() {}

    private static Parameter<Optional<Interval>> interval(String name, String meaning) {
        return Take.text(name)
                .meaning(meaning)
                .as("HH:mm-HH:mm", PaceParameters::read)
                .optional();
    }

    private static Got<Interval> read(String name, String text) {
        var dash = text.indexOf('-');
        var first = QuietHours.minute(text.substring(0, Math.max(0, dash)));
        var last = QuietHours.minute(text.substring(dash + 1));
        return first.isEmpty() || last.isEmpty()
                ? Got.wrong(name, Reason.MALFORMED, "must be two times of the day such as 00:00-05:30")
                : new Got.Given<>(new Interval(first.getAsInt(), last.getAsInt()));
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException _) {
            return false;
        }
    }

    /** What the two intervals come to: each is the other's complement, and one of them is enough. */
    public static Optional<RpcError> problem(Call call) {
        var effective = call.get(EFFECTIVE);
        var not = call.get(NOT_EFFECTIVE);
        if (not.filter(one -> one.first() == one.end()).isPresent()) {
            return Optional.of(CmsErrors.invalid("NoEffectiveInterval is the whole day: nobody would ever be told."));
        }
        if (effective.isPresent()
                && not.isPresent()
                && (effective.get().first() != not.get().end()
                        || effective.get().end() != not.get().first())) {
            return Optional.of(CmsErrors.invalid(
                    "EffectiveInterval and NoEffectiveInterval must make up the day together; one of them is enough."));
        }
        return Optional.empty();
    }

    /** The pace a call puts. */
    public static Pace pace(Call call, Duration silence) {
        return new Pace(silence, Duration.ofSeconds(call.get(MERGE)), quiet(call));
    }

    private static QuietHours quiet(Call call) {
        var not = call.get(NOT_EFFECTIVE)
                .or(() -> call.get(EFFECTIVE)
                        .map(one -> new Interval(one.end(), Math.floorMod(one.first() - 1, QuietHours.DAY))));
        if (not.filter(one -> one.first() != one.end()).isEmpty()) {
            return QuietHours.NONE;
        }
        return new QuietHours(
                not.get().first(),
                not.get().end(),
                call.get(TIME_ZONE),
                call.get(EXCEPT).orElse(List.of()).stream()
                        .flatMap(word -> Level.of(word).stream())
                        .toList(),
                call.get(PROGRAMS));
    }
}
