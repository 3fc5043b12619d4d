package io.opsbus.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.Access;
import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RoutedAction;
import io.opsbus.gateway.route.RoutedAction.IdParameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResourceIdsTest {
    private static final RoutedAction ACTION = new RoutedAction(
            new ActionKey("v", "a"),
            Access.WRITE,
            List.of(
                    new IdParameter("InstanceId", false),
                    new IdParameter("DiskId.N", false),
                    new IdParameter("Target.N.SnapshotId", false),
                    new IdParameter("InstanceIds", true)));

    @Test
    void idsAreFoundWhereTheyAreDeclaredAndNowhereElse() {
        assertThat(ids(Map.of(
                        "InstanceId", "i-1",
                        "DiskId.1", "d-1",
                        "DiskId.20", "d-2",
                        "DiskId.1.Size", "40",
                        "DiskIdx.1", "no",
                        "Target.3.SnapshotId", "s-1",
                        "Target.3.Password", "secret",
                        "InstanceIds", "[\"i-2\",\"i-1\"]",
                        "ImageId", "m-1")))
                .containsExactly("i-1", "d-1", "d-2", "s-1", "i-2");
    }

    @Test
    void whatCannotBeAnIdIsLeftOut() {
        assertThat(ids(Map.of("InstanceId", "my password is x", "DiskId.1", "", "InstanceIds", "not json")))
                .isEmpty();
        assertThat(ids(Map.of("InstanceId", "x".repeat(129)))).isEmpty();
    }

    @Test
    void thereIsABound() {
        Map<String, String> many = new TreeMap<>();
        for (int i = 1; i <= 5000; i++) {
            many.put("DiskId." + i, "d-" + i);
        }
        assertThat(ids(many)).hasSize(AuditedCall.MOST_IDS);
    }

    private static List<String> ids(Map<String, String> parameters) {
        return ResourceIds.of(ACTION, new TreeMap<>(parameters));
    }
}
