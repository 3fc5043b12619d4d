package io.opsbus.instance.rpc.region;

import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.Optional;

/** {@code DescribeRegions} (contract 2.1): the regions there are; clients send every region to the same address. */
public final class DescribeRegions implements Action {
    private static final Parameter<Optional<String>> LANGUAGE = Take.word(
                    "AcceptLanguage", "zh-CN", "zh_TW", "zh-TW", "en-US", "ja", "fr", "de", "ko")
            .refusing(404, "InvalidAcceptLanguage.NotFound")
            .optional();
    private static final Parameter<Optional<String>> TYPE = Take.word(
                    "ResourceType", "instance", "disk", "reservedinstance", "scu")
            .refusing(404, "InvalidResourceType.NotFound")
            .optional();
    private static final Declaration DECLARATION = Ecs.reading("DescribeRegions", "Lists the regions.")
            .takes(LANGUAGE, TYPE)
            .ignores("InstanceChargeType", "RegionId")
            .end();

    private final Catalog catalog;

    public DescribeRegions(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        // the address the client used: it leads to every region
        String endpoint = call.identity().hostId();
        return new Answer.Reply(Tree.build()
                .put(
                        "Regions",
                        "Region",
                        catalog.regions().stream()
                                .map(region -> Tree.build()
                                        .put("RegionId", region.id().text())
                                        .put("LocalName", region.localName())
                                        .put("RegionEndpoint", endpoint)
                                        .put("Status", "available")
                                        .end())
                                .toList())
                .end());
    }
}
