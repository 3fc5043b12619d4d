package io.opsbus.notifier.wiring;

import io.opsbus.testkit.Backbone;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** For whoever has waited in vain for what an event leads to: how far the router and the deliverer have come, and what may hold them. */
final class Whereabouts {
    private static final List<String> GROUPS = List.of("notifier-service.router", "notifier-service.deliverer");

    private Whereabouts() {}

    /** Of each group its members, and the partitions it has not read to their end, or cannot. */
    static String now() {
        var text = new StringBuilder();
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()))) {
            for (var group : GROUPS) {
                tell(admin, group, text);
            }
            text.append("transactions ").append(admin.listTransactions().all().get());
        } catch (ExecutionException unknown) {
            text.append(unknown.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text.toString();
    }

    private static void tell(Admin admin, String group, StringBuilder text)
            throws ExecutionException, InterruptedException {
        var about = admin.describeConsumerGroups(List.of(group))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        text.append(group).append(' ').append(about.groupState()).append('\n');
        for (MemberDescription member : about.members()) {
            text.append("  ").append(member.consumerId()).append(" of ").append(member.groupInstanceId());
            text.append(" has ")
                    .append(member.assignment().topicPartitions().size())
                    .append(" partitions\n");
        }
        var committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        var partitions = about.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .collect(Collectors.toSet());
        partitions.addAll(committed.keySet());
        var ends = ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
        var stable = ends(admin, partitions, IsolationLevel.READ_COMMITTED);
        ends.forEach((partition, end) -> {
            var at = committed.get(partition);
            if (end > 0 && (at == null || at.offset() < end || stable.getOrDefault(partition, 0L) < end)) {
                text.append("  ").append(partition).append(" ends at ").append(end);
                text.append(", is stable to ")
                        .append(stable.get(partition))
                        .append(", read to ")
                        .append(at)
                        .append('\n');
            }
        });
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions, IsolationLevel level)
            throws ExecutionException, InterruptedException {
        var latest = partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        var found =
                admin.listOffsets(latest, new ListOffsetsOptions(level)).all().get();
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().offset()));
    }
}
