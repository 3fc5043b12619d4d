package io.opsbus.command.rpc;

import io.opsbus.command.AccountId;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandLimits;
import io.opsbus.command.RegionId;
import io.opsbus.command.Scope;
import io.opsbus.command.program.CommandType;
import io.opsbus.command.program.Encoding;
import io.opsbus.parameters.ParameterRules;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parameters that several actions share, under the limits of this installation. */
final class CommandParameters {
    private final CommandLimits limits;
    /** {@code RegionId}. */
    final Parameter<RegionId> region;

    CommandParameters(CommandLimits limits, Set<RegionId> regions) {
        this.limits = limits;
        Set<RegionId> known = Set.copyOf(regions);
        this.region = Take.text("RegionId")
                .missing("MissingParameter.RegionId")
                .as(
                        "a region of this installation",
                        (name, text) -> known.stream()
                                .filter(one -> one.text().equals(text))
                                .findFirst()
                                .<Got<RegionId>>map(Got.Given::new)
                                .orElseGet(() -> Checks.refused(name, CommandErrors.NO_SUCH_REGION)))
                .required();
    }

    CommandLimits limits() {
        return limits;
    }

    /** Whose commands a call may see and change: the account that signed it, in the region it names. */
    Scope scope(Call call) {
        return new Scope(new AccountId(call.accountId()), call.get(region));
    }

    /** One command, which must be there. */
    static Parameter<CommandId> commandId() {
        return Take.text("CommandId")
                .names("command")
                .missing("MissingParameter.CommandId")
                .as("id of a command", CommandParameters::id)
                .required();
    }

    /** What cannot be an id is an id nobody has. */
    static Got<CommandId> id(String name, String text) {
        return CommandId.parse(text)
                .<Got<CommandId>>map(Got.Given::new)
                .orElseGet(() -> Checks.refused(name, CommandErrors.NO_SUCH_COMMAND));
    }

    static Take<String> name() {
        return Take.text("Name")
                .missing("MissingParameter.Name")
                .as("at most 128 characters", Checks.line(128, CommandErrors.NAME_TOO_LONG, CommandErrors.BAD_NAME));
    }

    static Parameter<Optional<String>> description() {
        return Take.anyText("Description")
                .as(
                        "at most 512 characters",
                        Checks.lines(512, CommandErrors.DESCRIPTION_TOO_LONG, CommandErrors.BAD_DESCRIPTION))
                .optional();
    }

    static Take<CommandType> type() {
        return Take.text("Type")
                .missing("MissingParameter.Type")
                .as(
                        "`RunShellScript`, `RunBatScript`, `RunPowerShellScript`",
                        (name, word) -> CommandType.of(word)
                                .<Got<CommandType>>map(Got.Given::new)
                                .orElseGet(() -> Checks.refused(name, CommandErrors.NO_SUCH_TYPE)));
    }

    static Parameter<Encoding> encoding() {
        return Take.text("ContentEncoding")
                .<Encoding>as("`PlainText`, `Base64`", (_, word) -> new Got.Given<>(Encoding.of(word)))
                .meaning("Any other word means Base64.")
                .or(Encoding.BASE64, "`Base64`");
    }

    static Parameter<Optional<String>> workingDir() {
        return Take.anyText("WorkingDir")
                .as(
                        "at most 200 characters",
                        Checks.line(200, CommandErrors.WORKING_DIR_TOO_LONG, CommandErrors.BAD_WORKING_DIR))
                .meaning("Empty for the default: /root on Linux, the agent's folder on Windows.")
                .optional();
    }

    static Parameter<Optional<String>> launcher() {
        return Take.anyText("Launcher").as("at most 1 KB", Checks::launcher).optional();
    }

    Parameter<Optional<Duration>> timeout() {
        return Take.whole("Timeout", 1, Math.toIntExact(limits.longestTimeout().toSeconds()))
                .refusing(403, "InvalidTimeout.ExceedLimit")
                .<Duration>as(
                        "1 to " + limits.longestTimeout().toSeconds() + " seconds; default "
                                + limits.defaultTimeout().toSeconds(),
                        (_, seconds) -> new Got.Given<>(Duration.ofSeconds(seconds)))
                .optional();
    }

    /**
     * A tag as sent.
     *
     * @param value empty when none was sent
     */
    record SentTag(String key, Optional<String> value) {}

    static Parameter<List<SentTag>> tags() {
        Parameter<String> key =
                Take.text("Key").as("at most 64 characters", Checks::tagKey).required();
        Parameter<Optional<String>> value = Take.anyText("Value")
                .as("at most 128 characters", Checks::tagValue)
                .optional();
        return Take.structs(
                "Tag", 20, Struct.of(values -> new SentTag(values.get(key), values.get(value)), key, value));
    }

    static Parameter<Optional<String>> parameterRules() {
        return Take.anyText("ParameterRules")
                .only("at most 8192 characters", text -> text.length() <= ParameterRules.LONGEST)
                .meaning("What values parameters may have and how they are passed, as JSON; only here.")
                .optional();
    }

    static Parameter<Optional<String>> resourceGroup() {
        return Take.text("ResourceGroupId")
                .only("at most 64 letters, digits and hyphens", text -> text.matches("[0-9A-Za-z-]{1,64}"))
                .optional();
    }
}
