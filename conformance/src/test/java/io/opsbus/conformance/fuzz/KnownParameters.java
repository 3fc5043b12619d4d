package io.opsbus.conformance.fuzz;

import com.aliyun.tea.TeaModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the newer SDK's request classes can carry. */
final class KnownParameters {
    private static final List<String> ACTIONS = List.of(
            "AttachDisk",
            "CreateDisk",
            "CreateSnapshot",
            "DeleteDisk",
            "DeleteInstance",
            "DeleteInstances",
            "DeleteSnapshot",
            "DescribeAccountAttributes",
            "DescribeAvailableResource",
            "DescribeDisks",
            "DescribeInstanceAttribute",
            "DescribeInstanceStatus",
            "DescribeInstances",
            "DescribeRegions",
            "DescribeSnapshots",
            "DescribeZones",
            "DetachDisk",
            "GetInstanceConsoleOutput",
            "GetInstanceScreenshot",
            "ListTagResources",
            "ModifyInstanceAttribute",
            "RebootInstance",
            "RebootInstances",
            "ResetDisk",
            "RunInstances",
            "StartInstance",
            "StartInstances",
            "StopInstance",
            "StopInstances",
            "TagResources",
            "UntagResources");

    private KnownParameters() {}

    /** Names by action; a list's name stands without its index. */
    static Map<String, List<String>> all() {
        Map<String, List<String>> all = new TreeMap<>();
        ACTIONS.forEach(action -> all.put(action, of(action)));
        return all;
    }

    private static List<String> of(String action) {
        try {
            TeaModel request = Class.forName("com.aliyun.ecs20140526.models." + action + "Request")
                    .asSubclass(TeaModel.class)
                    .getConstructor()
                    .newInstance();
            return request.toMap().keySet().stream().sorted().toList();
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(unknown);
        }
    }
}
