package io.opsbus.instance.rpc.instance;

import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.Pages;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;

/** {@code DescribeInstances} (contract 2.1): the instances of a region that match every filter, newest first. */
public final class DescribeInstances implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(100, 100);

    private final InstanceDesk instances;
    private final RegionParameter region;
    private final Declaration declaration;

    public DescribeInstances(InstanceDesk instances, RegionParameter region) {
        this.instances = instances;
        this.region = region;
        this.declaration = Ecs.reading("DescribeInstances", "Lists instances, newest first.")
                .takes(region.parameter())
                .takes(InstanceFilterParameters.all())
                .takes(PAGE.all())
                .ignores("AdditionalAttributes", "DryRun", "DeviceAvailable", "NeedSaleCycle")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        PageRequest asked = PAGE.of(call);
        var page = instances.list(region.of(call), InstanceFilterParameters.of(call), Pages.of(asked));
        return Pages.reply(asked, page, "Instances", "Instance", InstanceTree::ofList);
    }
}
