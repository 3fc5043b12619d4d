package io.opsbus.event.rpc.ecs;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.fleet.InactiveDisks;
import io.opsbus.event.fleet.KnownAgent;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.health.Health;
import io.opsbus.event.health.InstanceHealth;
import io.opsbus.event.health.Vitals;
import io.opsbus.event.health.Vitals.Agent;
import io.opsbus.event.health.Vitals.Power;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Instances with their health and what is planned for them.
 *
 * @param now the moment the health is of
 */
record FullStatus(EventDesk desk, Instant now) {
    /** A machine that is known by its agent alone. */
    private static final String AGENT_ONLY = "managed";

    /** One instance. */
    record Row(KnownInstance instance, Health health, List<Published> open, InactiveDisks disks) {
        /** 有计划的系统事件: what is planned or asked; what is executed already is history's. */
        List<Published> planned() {
            return open.stream()
                    .filter(event -> !event.type().isOfDisk() && event.status() != EventStatus.EXECUTING)
                    .toList();
        }

        Tree.Fields tree() {
            return Tree.build()
                    .put("InstanceId", instance.id().text())
                    .put("Status", EventTree.named(code(), instance.condition().status()))
                    .put("HealthStatus", EventTree.health(health))
                    .put(
                            "ScheduledSystemEventSet",
                            "ScheduledSystemEventType",
                            planned().stream()
                                    .map(event -> EventTree.ofStatus(event, disks))
                                    .toList())
                    .end();
        }

        /** 1 is known from a sample, the others are ASSUMED. */
        private int code() {
            return switch (instance.condition().status()) {
                case "Pending" -> 0;
                case "Running" -> 1;
                case "Starting" -> 2;
                case "Stopping" -> 3;
                default -> 4;
            };
        }
    }

    /** These instances, in this order. */
    List<Row> rows(Owner owner, List<KnownInstance> instances) {
        Set<ResourceId> ids = instances.stream().map(KnownInstance::id).collect(Collectors.toSet());
        Map<ResourceId, List<Published>> open = new HashMap<>(desk.events().openOf(owner.account(), ids).stream()
                .collect(Collectors.groupingBy(
                        event -> event.subject().target().instanceId().orElseThrow())));
        Map<ResourceId, Agent> agents = desk.fleet().agents(ids).stream()
                .collect(Collectors.toMap(KnownAgent::instance, agent -> new Agent(agent.heard(now))));
        var disks = InactiveDisks.of(
                desk.fleet(), owner.account(), open.values().stream().flatMap(List::stream));
        return instances.stream()
                .map(instance -> row(
                        instance,
                        disks,
                        Objects.requireNonNullElse(agents.get(instance.id()), Agent.NEVER_SEEN),
                        Objects.requireNonNullElse(open.get(instance.id()), List.of())))
                .toList();
    }

    private Row row(KnownInstance instance, InactiveDisks disks, Agent agent, List<Published> open) {
        var condition = instance.condition();
        Power power = switch (condition.status()) {
            case "Pending", "Starting" -> Power.COMING;
            case "Running" -> Power.RUNNING;
            default -> Power.OFF;
        };
        Instant since = Objects.requireNonNullElse(condition.startedAt(), condition.createdAt());
        boolean watched = !instance.terms().provider().equals(AGENT_ONLY);
        var vitals = new Vitals(power, since, agent, watched, open, List.of());
        return new Row(instance, InstanceHealth.of(vitals, desk.rules().health(), now), open, disks);
    }
}
