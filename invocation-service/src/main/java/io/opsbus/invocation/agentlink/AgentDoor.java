package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.agentlink.again.Attempt;
import io.opsbus.invocation.agentlink.again.Fetch;
import io.opsbus.invocation.agentlink.again.Fetches;
import io.opsbus.invocation.agentlink.update.Releases;
import io.opsbus.invocation.agentlink.wire.Query;
import io.opsbus.invocation.agentlink.wire.RegistrationReader;
import io.opsbus.invocation.agentlink.wire.ReportReader;
import io.opsbus.invocation.agentlink.wire.TaskListText;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.time.Duration;
import java.util.Optional;

/**
 * Every plain request of agents (agent facts 3 to 14). All but a handful must be signed; what an id in a query names is
 * looked up beneath the instance that signed.
 */
final class AgentDoor implements Endpoint {
    private static final String LUBAN = "/luban/api/";
    private static final String REPORT = "v1/task/";
    private static final String DEREGISTER = "instance/deregister";
    /** Our agent says so with every request: it runs nothing twice, and what an exit code may do is said on its machine. */
    private static final String OURS = "x-opsbus-agent";

    private final AgentTasks tasks;
    private final Proof proof;
    private final Strangers strangers;
    private final String region;
    private final GuestDoor guests;
    private final Releases releases;
    private final Fetches fetches = new Fetches();

    /**
     * A door.
     *
     * @param region what agents that ask where they are hear
     * @param releases versions our agent may take
     */
    AgentDoor(AgentTasks tasks, Proof proof, Strangers strangers, String region, Releases releases) {
        this.tasks = tasks;
        this.proof = proof;
        this.strangers = strangers;
        this.region = region;
        this.guests = new GuestDoor(tasks, proof);
        this.releases = releases;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        if (GuestDoor.isAt(call.path())) {
            return guest(call);
        }
        if (!call.path().startsWith(LUBAN)) {
            return Answers.refused(404, "not found");
        }
        String what = call.path().substring(LUBAN.length());
        try {
            return switch (what) {
                case "connection_detect" -> Answers.text("ok");
                case "classic/region-id" -> Answers.text(region);
                case "instance/register" -> register(call);
                case "v1/update/update_check" -> Answers.json(update(call));
                default ->
                    switch (proof.of(call.headers(), call.body().length)) {
                        case Proof.Verdict.Proven(InstanceId instance) -> proven(what, instance, call);
                        case Proof.Verdict.Unproven _ ->
                            what.equals(DEREGISTER) ? Answers.unprovenLeaving() : Answers.unproven();
                        case Proof.Verdict.Over _ ->
                            what.equals(DEREGISTER) ? Answers.unprovenLeaving() : Answers.deregistered();
                        case Proof.Verdict.OffTime(Duration ahead) -> Answers.offTime(ahead);
                        case Proof.Verdict.TooMuch _ -> Answers.tooMuch();
                    };
            };
        } catch (AgentTasks.Away away) {
            return Answers.refused(503, "try again");
        }
    }

    /** A constant, which an updater that cannot sign may hear, but for an agent of ours that has proven who it is. */
    private String update(HttpCall call) {
        return releases.running(call.body())
                .filter(_ -> proof.of(call.headers(), call.body().length) instanceof Proof.Verdict.Proven)
                .flatMap(releases::newerThan)
                .orElse(Answers.NO_UPDATE);
    }

    private HttpReply parcel(Query query) {
        return releases.part(query.text("version"), query.number("offset"))
                .map(Answers::bytes)
                .orElseGet(() -> Answers.refused(404, "no such version"));
    }

    private HttpReply guest(HttpCall call) {
        try {
            return guests.answer(call);
        } catch (AgentTasks.Away away) {
            return Answers.refused(503, "try again");
        }
    }

    /** Answers an instance that has proven who it is. */
    HttpReply proven(String what, InstanceId instance, HttpCall call) {
        Query query = Query.read(call.query());
        return switch (what) {
            case "heart-beat" -> {
                tasks.heard(instance, news(call));
                yield Answers.json(Answers.HEARTBEAT);
            }
            case "v1/task/list" -> Answers.json(TaskListText.write(instance, given(instance, query, call)));
            case "v1/session/list" -> Answers.json(TaskListText.withoutSession(instance));
            case DEREGISTER -> {
                tasks.deregister(instance);
                yield Answers.json(Answers.DONE);
            }
            case "metrics", "v1/exception/client_report", "v1/session/status" -> Answers.json(Answers.DONE);
            case "v1/update/parcel" -> parcel(query);
            case "gshell" -> Answers.json(Answers.noGshell(instance));
            case "v1/plugin/list" -> Answers.json(Answers.noPlugins(instance));
            case "v1/plugin/report_status" -> Answers.json(Answers.pluginStatusTaken(instance));
            case "v2/plugin/update_check" -> Answers.json(Answers.noPluginUpdates(instance));
            case "instance/list_instance_state_configurations",
                    "instance/get_template",
                    "instance/put_instance_state_report",
                    "instance/put_inventory" -> Answers.json(Answers.NO_STATE_MANAGER);
            default ->
                what.startsWith(REPORT)
                        ? report(what.substring(REPORT.length()), instance, query, call)
                        : Answers.refused(404, "not found");
        };
    }

    private TaskList given(InstanceId instance, Query query, HttpCall call) {
        Fetch fetch = fetches.asked(instance, call.query(), proof.now());
        var attempt = new Attempt(fetch, memory(call));
        return attempt.answers(list(instance, query, call, attempt));
    }

    private static Attempt.Memory memory(HttpCall call) {
        if (isOurs(call)) {
            return Attempt.Memory.ALL;
        }
        return news(call).keepsScripts() ? Attempt.Memory.OWN_SCRIPTS : Attempt.Memory.NONE;
    }

    private static boolean isOurs(HttpCall call) {
        return call.header(OURS).isPresent();
    }

    /** Whether who sends this may be given again what it was given, of official agents without scripts that have a user name. */
    static boolean runsNothingTwice(HttpCall call) {
        return isOurs(call) || news(call).keepsScripts();
    }

    /** Of one whose answer did not arrive more is lost than what the kick named. */
    private TaskList list(InstanceId instance, Query query, HttpCall call, Attempt attempt) {
        tasks.heard(instance, news(call));
        if (query.text("reason").equals("startup")) {
            return tasks.startup(instance, query.text("cold_start").equals("true"), attempt);
        }
        Optional<String> named = query.present("taskId");
        Optional<TaskId> wanted = named.flatMap(TaskId::parse);
        // an id nothing can be called by is not "all"
        return named.isPresent() && wanted.isEmpty()
                ? TaskList.EMPTY
                : tasks.kicked(instance, attempt.fetch().isRetried() ? Optional.empty() : wanted, attempt);
    }

    private HttpReply report(String word, InstanceId instance, Query query, HttpCall call) {
        Optional<TaskReport> report = ReportReader.read(word, query, call.body());
        Optional<TaskId> task = TaskId.parse(query.text("taskId"));
        if (report.isEmpty() || task.isEmpty()) {
            // trying again would not help: agents stop after a 400
            return Answers.refused(400, "no report");
        }
        return switch (tasks.report(instance, task.get(), ReportReader.version(query), report.get())) {
            case TAKEN, REPEATED, LATE -> Answers.json(Answers.DONE);
            case UNWANTED -> Answers.json(Answers.DONE_AND_UNWANTED);
            case UNKNOWN -> Answers.noSuchTask();
        };
    }

    private HttpReply register(HttpCall call) {
        if (!strangers.mayTry(call.remoteAddress())) {
            return Answers.refused(Answers.TOO_MANY_REQUESTS, "too many attempts; wait a minute");
        }
        Optional<Registration> registration = RegistrationReader.read(call.body(), call.remoteAddress());
        if (registration.isEmpty()) {
            return Answers.notRegistered(reason(RegistrationOutcome.Reason.MALFORMED));
        }
        return switch (tasks.register(registration.get())) {
            case RegistrationOutcome.Registered(InstanceId instance) -> {
                strangers.succeeded(call.remoteAddress());
                yield Answers.json(Answers.registered(instance));
            }
            case RegistrationOutcome.Refused(RegistrationOutcome.Reason reason) ->
                Answers.notRegistered(reason(reason));
        };
    }

    /** For the person at the machine; whether an activation exists is no stranger's business. */
    private static String reason(RegistrationOutcome.Reason reason) {
        return switch (reason) {
            case NO_SUCH_ACTIVATION, WRONG_CODE -> "no such activation, or another code";
            case EXPIRED -> "the activation has expired";
            case DISABLED -> "the activation is disabled";
            case FULL -> "the activation has registered as many instances as it may";
            case ADDRESS_NOT_ALLOWED -> "the activation does not allow this address";
            case MALFORMED -> "the registration is not complete, or its key is no RSA key of 2048 bits or more";
        };
    }

    /** {@code linux_amd64/2.2.3.578}. */
    static AgentNews news(HttpCall call) {
        String[] parts = call.header("user-agent").orElse("").split("/", 2);
        return AgentNews.heard(known(parts.length > 1 ? parts[1] : "", "[0-9.]{1,32}"), osType(parts[0]));
    }

    private static String known(String text, String form) {
        return text.matches(form) ? text : "";
    }

    private static String osType(String system) {
        return known(system.split("_", 2)[0], "linux|windows|freebsd");
    }
}
