package io.opsbus.event.rpc.ecs.upkeep;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.fleet.Upkeep.OnMaintenance;
import io.opsbus.event.fleet.Upkeep.Window;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.event.rpc.ecs.EventErrors;
import io.opsbus.event.rpc.ecs.EventParameters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code ModifyInstanceMaintenanceAttributes} (contract 2.1): what is sent is set for all the instances or for none, the rest stays.
 * Whole hours at +08:00, as the reference of the API has them.
 */
public final class ModifyInstanceMaintenanceAttributes implements Action {
    private static final int MOST_WINDOWS = 10;
    private static final Pattern HOUR = Pattern.compile("([01]\\d|2[0-3]):00:00");
    private static final RpcError NO_WINDOW = new RpcError(
            403,
            "InvalidParameter",
            "The EndTime of a MaintenanceWindow must be 1 to 23 hours later than its StartTime.");

    private static final Parameter<List<String>> INSTANCES = EventParameters.ids(
                    "InstanceId", "instance", EventErrors.TOO_MANY_INSTANCES)
            .required();
    private static final Parameter<Optional<OnMaintenance>> ACTION = EventParameters.word(
                    Take.text("ActionOnMaintenance"),
                    Arrays.stream(OnMaintenance.values())
                            .map(OnMaintenance::word)
                            .toList(),
                    OnMaintenance::parse)
            .meaning("What becomes of the instance when its host is maintained or fails.")
            .refusing(403, "InvalidParameter")
            .optional();
    private static final Parameter<Optional<Boolean>> NOTIFY = Take.flag("NotifyOnMaintenance")
            .meaning("Kept and shown; whatever it says, events tell of every maintenance.")
            .refusing(403, "InvalidParameter")
            .optional();
    private static final Parameter<Integer> START = hour("StartTime");
    private static final Parameter<Integer> END = hour("EndTime");
    private static final Parameter<List<Hours>> WINDOWS = Take.structs(
            "MaintenanceWindow",
            MOST_WINDOWS,
            Struct.of(values -> new Hours(values.get(START), values.get(END)), START, END));
    private static final Declaration DECLARATION = Declaration.writing(
                    EventParameters.VERSION,
                    "ModifyInstanceMaintenanceAttributes",
                    "Says what is wished of the maintenance of instances; what is not sent stays.")
            .takes(EventParameters.REGION, INSTANCES, ACTION, NOTIFY, WINDOWS)
            .fails(EventErrors.NO_INSTANCE, EventErrors.TOO_MANY_INSTANCES, NO_WINDOW)
            .end();

    private final EventDesk desk;

    /** As sent: both may be the same hour. */
    private record Hours(int start, int end) {}

    public ModifyInstanceMaintenanceAttributes(EventDesk desk) {
        this.desk = desk;
    }

    private static Parameter<Integer> hour(String name) {
        return Take.text(name)
                .<Integer>as(
                        "a whole hour at +08:00, `02:00:00`",
                        (given, text) -> HOUR.matcher(text).matches()
                                ? new Got.Given<>(Integer.valueOf(text.substring(0, 2)))
                                : Got.wrong(given, Reason.MALFORMED, "must be a whole hour such as 02:00:00"))
                .refusing(403, "InvalidParameter")
                .required();
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        if (call.get(WINDOWS).stream().anyMatch(hours -> hours.start() == hours.end())) {
            return new Answer.Refused(NO_WINDOW);
        }
        var owner = new Owner(EventDesk.account(call), call.get(EventParameters.REGION));
        Set<ResourceId> named = EventParameters.resources(call.get(INSTANCES));
        if (desk.fleet().instances(owner, named).size() < named.size()) {
            return new Answer.Refused(EventErrors.NO_INSTANCE);
        }
        Map<ResourceId, Upkeep> said = desk.fleet().upkeep(named);
        Map<ResourceId, Upkeep> wishes = new HashMap<>();
        named.forEach(id -> wishes.put(id, changed(said.getOrDefault(id, Upkeep.USUAL), call)));
        desk.fleet().keep(wishes);
        return Answer.Reply.done();
    }

    private static Upkeep changed(Upkeep before, Call call) {
        List<Window> windows = call.get(WINDOWS).stream()
                .map(hours -> new Window(hours.start(), hours.end()))
                .toList();
        return new Upkeep(
                call.get(ACTION).orElse(before.action()),
                call.get(NOTIFY).orElse(before.told()),
                windows.isEmpty() ? before.windows() : windows);
    }
}
