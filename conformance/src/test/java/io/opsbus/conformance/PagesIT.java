package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Lists: filters, pages by number and by token. */
@VerifiedAgainst(Source.REFERENCE)
class PagesIT {
    private static final int COUNT = 5;

    @InEveryDialect
    void pagesByNumberHoldEachInstanceOnce(Caller caller) {
        String name = named(caller);
        List<String> seen = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            Body page =
                    caller.ask("DescribeInstances", Map.of("InstanceName", name, "PageNumber", number, "PageSize", 2));
            assertThat(page.number("PageNumber")).isEqualTo(number);
            assertThat(page.number("PageSize")).isEqualTo(2);
            assertThat(page.number("TotalCount")).isEqualTo(COUNT);
            seen.addAll(ids(page));
        }
        assertThat(seen).hasSize(COUNT).doesNotHaveDuplicates();
        Body beyond = caller.ask("DescribeInstances", Map.of("InstanceName", name, "PageNumber", 4, "PageSize", 2));
        assertThat(ids(beyond)).isEmpty();
    }

    @InEveryDialect
    void pagesByTokenHoldEachInstanceOnce(Caller caller) {
        String name = named(caller);
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            Map<String, Object> parameters = new HashMap<>(Map.of("InstanceName", name, "MaxResults", 2));
            if (token != null) {
                parameters.put("NextToken", token);
            }
            Body page = caller.ask("DescribeInstances", parameters);
            assertThat(ids(page)).hasSizeLessThanOrEqualTo(2);
            seen.addAll(ids(page));
            token = page.find("NextToken");
        } while (token != null && !token.isEmpty() && seen.size() <= COUNT);
        assertThat(seen).hasSize(COUNT).doesNotHaveDuplicates();
    }

    @InEveryDialect
    void disksSnapshotsAndStatusesHavePagesToo(Caller caller) {
        Body disks = caller.ask("DescribeDisks", Map.of("PageNumber", 1, "PageSize", 1));
        assertThat(disks.number("PageSize")).isEqualTo(1);
        assertThat(disks.list("Disks")).hasSizeLessThanOrEqualTo(1);
        Body snapshots = caller.ask("DescribeSnapshots", Map.of("PageNumber", 1, "PageSize", 1));
        assertThat(snapshots.list("Snapshots")).hasSizeLessThanOrEqualTo(1);
        String name = named(caller);
        List<String> ids = ids(caller.ask("DescribeInstances", Map.of("InstanceName", name, "PageSize", COUNT)));
        Body statuses = caller.ask("DescribeInstanceStatus", Map.of("InstanceId", ids, "PageNumber", 1, "PageSize", 3));
        assertThat(statuses.number("TotalCount")).isEqualTo(COUNT);
        assertThat(statuses.list("InstanceStatuses")).hasSize(3).allSatisfy(status -> {
            assertThat(status.text("InstanceId")).isIn(ids);
            assertThat(status.text("Status")).isIn("Pending", "Starting", "Running", "Stopping", "Stopped");
        });
    }

    @InEveryDialect
    void pagesThatCannotBeAreRefused(Caller caller) {
        assertThat(caller.refusal("DescribeInstances", Map.of("PageSize", 101))).isEqualTo("InvalidParameter");
        assertThat(caller.refusal("DescribeInstances", Map.of("PageNumber", 0))).isEqualTo("InvalidParameter");
        assertThat(caller.refusal("DescribeInstanceStatus", Map.of("PageSize", 51)))
                .isEqualTo("InvalidParameter");
        assertThat(caller.refusal("DescribeInstances", Map.of("MaxResults", 10, "NextToken", "made-up")))
                .isIn("InvalidParameter", "InvalidNextToken", "InvalidParameter.NextToken");
    }

    @InEveryDialect
    void filtersNarrow(Caller caller) {
        String name = named(caller);
        new Machines(caller).awaitAll(name, "Running");
        assertThat(count(caller, name, "Status", "Running")).isEqualTo(COUNT);
        assertThat(count(caller, name, "Status", "Stopped")).isZero();
        assertThat(count(caller, name, "ZoneId", Machines.ZONE)).isEqualTo(COUNT);
        assertThat(count(caller, name, "InstanceType", Machines.TYPE)).isEqualTo(COUNT);
        assertThat(count(caller, name, "InstanceType", "ecs.g5.large")).isZero();
        assertThat(count(caller, name, "ImageId", Machines.IMAGE)).isEqualTo(COUNT);
        assertThat(count(caller, name, "InstanceIds", "[]")).isZero();
        assertThat(caller.refusal("DescribeInstances", Map.of("Status", "Melted")))
                .isIn("InvalidStatus.NotFound", "InvalidParameter");
        assertThat(caller.refusal("DescribeInstances", Map.of("InstanceIds", "i-1,i-2")))
                .startsWith("Invalid");
    }

    private static int count(Caller caller, String name, String filter, String value) {
        return caller.ask("DescribeInstances", Map.of("InstanceName", name, filter, value))
                .number("TotalCount");
    }

    private static List<String> ids(Body page) {
        return page.list("Instances").stream()
                .map(instance -> instance.text("InstanceId"))
                .toList();
    }

    /** A name that five instances of the dialect's own bear; made once a call. */
    private static String named(Caller caller) {
        String name = "pages-" + java.util.UUID.randomUUID();
        List<String> ids = new Machines(caller).run(COUNT, Map.of("InstanceName", name));
        assertThat(new HashSet<>(ids)).hasSize(COUNT);
        return name;
    }
}
