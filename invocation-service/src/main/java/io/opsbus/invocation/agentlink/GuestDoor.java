package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Guest;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a guest reads of itself below {@code /latest/} (guide 3.1 实例Metadata操作步骤), signed as every request of its agent. Nothing a
 * request says but its signature chooses the instance, so nobody reads of another.
 */
final class GuestDoor {
    private static final String LATEST = "/latest/";

    private final AgentTasks tasks;
    private final Proof proof;

    GuestDoor(AgentTasks tasks, Proof proof) {
        this.tasks = tasks;
        this.proof = proof;
    }

    static boolean isAt(String path) {
        return path.startsWith(LATEST);
    }

    /**
     * Answers an item as text, or the names of items below; events as JSON.
     *
     * @throws AgentTasks.Away if keys or items cannot be read
     */
    HttpReply answer(HttpCall call) {
        return switch (proof.of(call.headers(), call.body().length)) {
            case Proof.Verdict.Proven(InstanceId instance) -> proven(instance, call);
            case Proof.Verdict.Unproven _ -> Answers.unproven();
            case Proof.Verdict.Over _ -> Answers.deregistered();
            case Proof.Verdict.OffTime(Duration ahead) -> Answers.offTime(ahead);
            case Proof.Verdict.TooMuch _ -> Answers.tooMuch();
        };
    }

    private HttpReply proven(InstanceId instance, HttpCall call) {
        if (!call.method().equals("GET")) {
            return Answers.refused(405, "items are read with GET");
        }
        return tasks.guest(instance)
                .flatMap(guest -> item(call.path().substring(LATEST.length()), guest))
                .orElseGet(() -> Answers.refused(404, "no such item"));
    }

    private static Optional<HttpReply> item(String path, Guest guest) {
        return switch (path) {
            case "" -> text("maintenance/\nmeta-data/");
            case "meta-data/" -> text("instance-id\ninstance/\nmaintenance/\nowner-account-id\nregion-id");
            case "meta-data/instance-id" -> text(guest.id().text());
            case "meta-data/region-id" -> text(guest.region());
            case "meta-data/owner-account-id" -> text(guest.account());
            case "meta-data/instance/" -> text("instance-name");
            case "meta-data/instance/instance-name" -> text(guest.name());
            case "maintenance/", "meta-data/maintenance/" -> text("active-system-events");
            case "maintenance/active-system-events", "meta-data/maintenance/active-system-events" ->
                Optional.of(Answers.json(Json.write(new Tree.Bare(
                        guest.events().stream().<Tree>map(GuestDoor::tree).toList()))));
            default -> Optional.empty();
        };
    }

    private static Optional<HttpReply> text(String item) {
        return Optional.of(Answers.text(item));
    }

    /** The names of the contract's DescribeInstancesFullStatus. */
    private static Tree.Fields tree(Guest.Event event) {
        var fields = Tree.build()
                .put("EventId", event.id())
                .put("EventType", event.type())
                .put("EventCycleStatus", event.status())
                .put("EventPublishTime", time(event.publishedAt()));
        Instant notBefore = event.notBefore();
        return notBefore == null
                ? fields.end()
                : fields.put("NotBefore", time(notBefore)).end();
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
