package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.delivery.Destination;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.schedule.Rate;
import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.invocation.work.Terms;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.reply.RpcError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How a command is run: what InvokeCommand and RunCommand have in common. */
final class TermParameters {
    private static final int MOST_PARAMETERS = 20;
    private static final int LONGEST_KEY = 64;
    private static final String DRY_RUN = "DryRun";

    static final Parameter<Optional<String>> FREQUENCY = frequencyParameter();
    static final Parameter<Map<String, String>> PARAMETERS = takeParameters().or(Map.of());
    /** {@code {}} takes all values away; that is another thing than to send none. */
    static final Parameter<Optional<Map<String, String>>> OTHER_PARAMETERS = takeParameters()
            .meaning("`{}` for none; when it is not sent, those stay that the script has.")
            .optional();

    private static final Parameter<Optional<String>> REPEAT_MODE = Take.word(
                    "RepeatMode", "Once", "Period", "NextRebootOnly", "EveryReboot", DRY_RUN)
            .optional();
    private static final Parameter<Optional<Boolean>> TIMED =
            Take.flag("Timed").meaning("Of 2019: true needs Frequency.").optional();
    private static final Parameter<Optional<String>> USERNAME =
            Shared.line("Username", 255, InvocationErrors.USERNAME_TOO_LONG);
    private static final Parameter<Optional<String>> PASSWORD_NAME = Shared.line("WindowsPasswordName", 255);
    private static final Parameter<Optional<String>> CONTAINER_ID = Shared.line("ContainerId", 128);
    private static final Parameter<Optional<String>> CONTAINER_NAME = Shared.line("ContainerName", 255);
    private static final Parameter<String> TERMINATION = Take.word("TerminationMode", "Process", "ProcessTree")
            .meaning(
                    "What ends at the time-out or a stop; the official agent 2.2.3.578 ends the process alone, whatever is said.")
            .or("ProcessTree");

    private static final Parameter<Optional<Destination>> OUTPUT = Take.text("OssOutputDelivery")
            .meaning(
                    "Where the output of each run is put when it is over, `oss://<bucket>/<prefix>`; needs an object store.")
            .as(
                    "a bucket of 3 to 63 letters, digits and hyphens, a prefix of at most 512 bytes",
                    (name, text) -> Destination.parse(text)
                            .<Got<Destination>>map(Got.Given::new)
                            .orElseGet(() -> Shared.refused(name, InvocationErrors.BAD_OUTPUT_DELIVERY)))
            .optional();

    private final Parameter<Optional<Duration>> timeout;

    /**
     * Within these limits.
     *
     * @param usually the timeout when none is sent, in words
     */
    TermParameters(InvocationLimits limits, String usually) {
        long longest = limits.timeouts().longest().toSeconds();
        this.timeout = Take.whole("Timeout", 1, Math.toIntExact(longest))
                .refusing(403, "InvalidTimeout.ExceedLimit")
                .<Duration>as(
                        "1 to " + longest + " seconds; default " + usually,
                        (_, seconds) -> new Got.Given<>(Duration.ofSeconds(seconds)))
                .optional();
    }

    List<Parameter<?>> all() {
        return List.of(
                REPEAT_MODE,
                TIMED,
                FREQUENCY,
                PARAMETERS,
                USERNAME,
                PASSWORD_NAME,
                CONTAINER_ID,
                CONTAINER_NAME,
                TERMINATION,
                OUTPUT,
                timeout);
    }

    Optional<Duration> timeout(Call call) {
        return call.get(timeout);
    }

    /** Whether it is only to be checked. */
    static boolean isDryRun(Call call) {
        return call.get(REPEAT_MODE).filter(DRY_RUN::equals).isPresent();
    }

    /** A fresh task for each instance, the same again under the same {@code ClientToken}. */
    static Function<InstanceId, TaskId> taskIds(Call call) {
        return instance -> new TaskId(call.fresh().id("t-", "task/" + instance, 28));
    }

    static CommandId freshCommand(Call call) {
        return new CommandId("c-" + call.fresh().factId("command"));
    }

    /** What came of reading the terms. */
    sealed interface Reading {}

    record Read(Terms terms) implements Reading {}

    record Refused(RpcError error) implements Reading {}

    /**
     * Reads the terms. A frequency makes it periodic, whatever else is said (API facts 2.1).
     *
     * @param longest timeout of a run, which an interval must exceed
     * @param buckets where output may be delivered
     */
    static Reading terms(Call call, Duration longest, Buckets buckets) {
        String frequency = call.get(FREQUENCY).map(String::strip).orElse("");
        Optional<RepeatMode> asked = call.get(REPEAT_MODE).flatMap(RepeatMode::of);
        boolean isTimed = call.get(TIMED).orElse(false)
                || asked.filter(RepeatMode.PERIOD::equals).isPresent();
        if (frequency.isEmpty() && isTimed) {
            return new Refused(InvocationErrors.MISSING_FREQUENCY);
        }
        if (!frequency.isEmpty()) {
            Optional<RpcError> wrong = wrong(frequency, longest, call.now());
            if (wrong.isPresent()) {
                return new Refused(wrong.get());
            }
        }
        Optional<RpcError> closed = call.get(OUTPUT).flatMap(to -> closed(call, to, buckets));
        if (closed.isPresent()) {
            return new Refused(closed.get());
        }
        var place = new Terms.Place(
                call.get(USERNAME).orElse(""),
                call.get(PASSWORD_NAME).orElse(""),
                call.get(CONTAINER_ID).orElse(""),
                call.get(CONTAINER_NAME).orElse(""));
        RepeatMode mode = frequency.isEmpty() ? asked.orElse(RepeatMode.ONCE) : RepeatMode.PERIOD;
        return new Read(new Terms(
                mode,
                frequency,
                call.get(PARAMETERS),
                place,
                call.get(TERMINATION),
                call.get(OUTPUT).orElse(null)));
    }

    private static Optional<RpcError> closed(Call call, Destination to, Buckets buckets) {
        if (!buckets.isStoreThere()) {
            return Optional.of(InvocationErrors.NO_OBJECT_STORE);
        }
        return buckets.areOpenTo(new AccountId(call.accountId()), to)
                ? Optional.empty()
                : Optional.of(InvocationErrors.BUCKET_NOT_OPEN);
    }

    /** Why a text is no frequency. One that is over is none: agents say nothing of a moment that is past (agent facts 10.1). */
    static Optional<RpcError> wrong(String frequency, Duration longest, Instant now) {
        return switch (Schedule.parse(frequency)) {
            case Schedule.Invalid(var problems) ->
                Optional.of(InvocationErrors.badFrequency(problems.getFirst().sentence()));
            case Schedule.Valid(Rate(Duration every, String _))
            when every.compareTo(longest) <= 0 ->
                Optional.of(InvocationErrors.badFrequency(
                        "the interval must be longer than the timeout, " + longest.toSeconds() + " seconds."));
            case Schedule.Valid(Schedule schedule)
            when schedule.timetable(now, Schedule.LATEST).next(now).isEmpty() ->
                Optional.of(InvocationErrors.badFrequency("its last time is past."));
            case Schedule.Valid _ -> Optional.empty();
        };
    }

    private static Parameter<Optional<String>> frequencyParameter() {
        return Take.anyText("Frequency")
                .meaning("Cron, rate or at ([its grammar](../schedule/README.md)); empty for none.")
                .optional();
    }

    private static Take<Map<String, String>> takeParameters() {
        return Take.jsonTextMap("Parameters", 1000)
                .<Map<String, String>>as("at most " + MOST_PARAMETERS, (name, map) -> {
                    if (map.size() > MOST_PARAMETERS) {
                        return Shared.refused(name, InvocationErrors.tooManyParameters(MOST_PARAMETERS));
                    }
                    Optional<String> bad = map.keySet().stream()
                            .filter(key -> key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY)
                            .findFirst();
                    return bad.<Got<Map<String, String>>>map(
                                    key -> Shared.refused(name, InvocationErrors.parameterKeyTooLong(key)))
                            .orElseGet(() -> new Got.Given<>(map));
                });
    }
}
