package io.opsbus.instance.rpc.disk;

import io.opsbus.instance.control.DiskDesk;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.Pages;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;

/** {@code DescribeDisks} (contract 2.1): the disks of a region that match every filter, newest first. */
public final class DescribeDisks implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(100, 500);

    private final DiskDesk disks;
    private final RegionParameter region;
    private final Declaration declaration;

    public DescribeDisks(DiskDesk disks, RegionParameter region) {
        this.disks = disks;
        this.region = region;
        this.declaration = Ecs.reading("DescribeDisks", "Lists disks, newest first.")
                .takes(region.parameter())
                .takes(DiskFilterParameters.all())
                .takes(PAGE.all())
                .ignores("AdditionalAttributes", "DryRun", "EnableShared")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        PageRequest asked = PAGE.of(call);
        var page = disks.list(region.of(call), DiskFilterParameters.of(call), Pages.of(asked));
        return Pages.reply(asked, page, "Disks", "Disk", DiskTree::of);
    }
}
