package io.opsbus.instance.rpc.region;

import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.catalog.InstanceType;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code DescribeAccountAttributes} (contract 2.1): quotas and privileges. The guide writes {@code Attribute.N} and
 * {@code max-act-invocation-daily} (2.1); both are understood.
 */
public final class DescribeAccountAttributes implements Action {
    private static final int MOST = 20;
    private static final String GUIDES_WORD = "max-act-invocation-daily";
    private static final String TODAYS_WORD = "max-axt-invocation-daily";

    private static final Parameter<List<String>> NAMES =
            Take.texts("AttributeName", MOST).or(List.of());
    private static final Parameter<List<String>> GUIDES_NAMES = Take.texts("Attribute", MOST)
            .meaning("The guide's spelling of `AttributeName`.")
            .or(List.of());

    private final Map<String, List<String>> attributes;
    private final Declaration declaration;

    /**
     * Tells of quotas.
     *
     * @param commandCount Cloud Assistant commands an account may have in a region
     * @param invocationDaily command runs an account may ask for a day
     */
    public DescribeAccountAttributes(Catalog catalog, int commandCount, int invocationDaily, RegionParameter region) {
        this.attributes = attributes(catalog, commandCount, invocationDaily);
        this.declaration = Ecs.reading("DescribeAccountAttributes", "Tells quotas and privileges of the account.")
                .takes(region.parameter(), NAMES, GUIDES_NAMES)
                .ignores("ZoneId")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    private static Map<String, List<String>> attributes(Catalog catalog, int commandCount, int invocationDaily) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("instance-network-type", List.of("vpc"));
        all.put("max-security-groups", List.of("100"));
        all.put("max-elastic-network-interfaces", List.of("100"));
        all.put(
                "supported-postpaid-instance-types",
                catalog.types().stream()
                        .map(InstanceType::name)
                        .map(Object::toString)
                        .toList());
        all.put("max-axt-command-count", List.of(Integer.toString(commandCount)));
        all.put(TODAYS_WORD, List.of(Integer.toString(invocationDaily)));
        all.put("real-name-authentication", List.of("unnecessary"));
        return all;
    }

    @Override
    public Answer answer(Call call) {
        List<String> wanted = new ArrayList<>(call.get(NAMES));
        wanted.addAll(call.get(GUIDES_NAMES));
        List<Tree.Fields> items = attributes.entrySet().stream()
                .filter(attribute -> wanted.isEmpty()
                        || wanted.contains(attribute.getKey())
                        || (attribute.getKey().equals(TODAYS_WORD) && wanted.contains(GUIDES_WORD)))
                .map(DescribeAccountAttributes::tree)
                .toList();
        return new Answer.Reply(Tree.build()
                .put("AccountAttributeItems", "AccountAttributeItem", items)
                .end());
    }

    private static Tree.Fields tree(Map.Entry<String, List<String>> attribute) {
        List<Tree.Fields> values = attribute.getValue().stream()
                .map(value -> Tree.fields().with("Value", value))
                .toList();
        return Tree.build()
                .put("AttributeName", attribute.getKey())
                .put("AttributeValues", "ValueItem", values)
                .end();
    }
}
