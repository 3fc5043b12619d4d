package io.opsbus.instance.rpc.snapshot;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.control.SnapshotDesk;
import io.opsbus.instance.page.NamePattern;
import io.opsbus.instance.query.SnapshotFilter;
import io.opsbus.instance.query.SnapshotFilter.Criterion;
import io.opsbus.instance.rpc.CreationFilters;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.Pages;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.instance.rpc.Words;
import io.opsbus.instance.snapshot.SnapshotLabels;
import io.opsbus.instance.snapshot.SnapshotStatus;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code DescribeSnapshots} (contract 2.1): the snapshots of a region that match every filter, newest first. */
public final class DescribeSnapshots implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(100, 100);
    private static final Parameter<Optional<List<String>>> IDS =
            Take.jsonTexts("SnapshotIds", 100).names("snapshot").optional();
    private static final Parameter<Optional<String>> DISK =
            Take.text("DiskId").names("disk").optional();
    private static final Parameter<Optional<String>> INSTANCE =
            Take.text("InstanceId").names("instance").optional();
    private static final Parameter<Optional<String>> GROUP =
            Take.text("ResourceGroupId").names("resourcegroup").optional();
    private static final Parameter<Optional<String>> NAME =
            Take.text("SnapshotName").meaning("`*` stands for any text.").optional();
    private static final Parameter<Optional<Optional<SnapshotStatus>>> STATUS = Words.take(
                    "Status",
                    Words.of(SnapshotStatus.values(), SnapshotStatus::word)
                            .without("deleting")
                            .orAny("all"))
            .refusing(404, "InvalidStatus.NotFound")
            .optional();
    private static final Parameter<Optional<Optional<SnapshotLabels.Kind>>> TYPE = Words.take(
                    "SnapshotType",
                    Words.of(SnapshotLabels.Kind.values(), SnapshotLabels.Kind::word)
                            .orAny("all"))
            .refusing(404, "InvalidSnapshotType.NotFound")
            .optional();
    private static final Parameter<Optional<DiskMedium.Kind>> SOURCE = Words.take(
                    "SourceDiskType", Words.of(DiskMedium.Kind.values(), DiskMedium.Kind::word))
            .refusing(404, "InvalidSourceDiskType")
            .optional();
    private static final Parameter<Optional<String>> USAGE = Take.word("Usage", "image", "disk", "image_disk", "none")
            .refusing(404, "InvalidUsage")
            .optional();
    private static final Parameter<Optional<Boolean>> ENCRYPTED =
            Take.flag("Encrypted").optional();
    private static final CreationFilters CREATION = new CreationFilters("CreationStartTime", "CreationEndTime");

    private final SnapshotDesk snapshots;
    private final RegionParameter region;
    private final Declaration declaration;

    public DescribeSnapshots(SnapshotDesk snapshots, RegionParameter region) {
        this.snapshots = snapshots;
        this.region = region;
        this.declaration = Ecs.reading("DescribeSnapshots", "Lists snapshots, newest first.")
                .takes(region.parameter(), IDS, DISK, INSTANCE, GROUP, NAME, STATUS, TYPE, SOURCE, USAGE, ENCRYPTED)
                .takes(TagParameters.WANTED, CREATION.parameter())
                .takes(PAGE.all())
                .ignores("Category", "DryRun", "KMSKeyId", "SnapshotLinkId")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        PageRequest asked = PAGE.of(call);
        var page = snapshots.list(region.of(call), new SnapshotFilter(criteria(call)), Pages.of(asked));
        return Pages.reply(asked, page, "Snapshots", "Snapshot", SnapshotTree::of);
    }

    private static List<Criterion> criteria(Call call) {
        List<Criterion> criteria = new ArrayList<>();
        named(call, criteria);
        call.get(NAME)
                .map(text -> new SnapshotFilter.Name(new NamePattern(text)))
                .ifPresent(criteria::add);
        call.get(STATUS).flatMap(any -> any).map(SnapshotFilter.InStatus::new).ifPresent(criteria::add);
        call.get(TYPE).flatMap(any -> any).map(SnapshotFilter.OfKind::new).ifPresent(criteria::add);
        call.get(SOURCE).map(SnapshotFilter.OfDiskKind::new).ifPresent(criteria::add);
        // no snapshot here is encrypted or in use by an image or disk
        if (call.get(ENCRYPTED).orElse(false)
                || call.get(USAGE).filter(word -> !word.equals("none")).isPresent()) {
            criteria.add(new SnapshotFilter.Nothing());
        }
        TagParameters.filters(call.get(TagParameters.WANTED))
                .forEach(tag -> criteria.add(new SnapshotFilter.Tagged(tag)));
        call.get(CREATION.parameter())
                .forEach(one -> criteria.add(
                        one.key().equals("CreationStartTime")
                                ? new SnapshotFilter.CreatedFrom(one.at())
                                : new SnapshotFilter.CreatedUntil(one.at())));
        return criteria;
    }

    private static void named(Call call, List<Criterion> criteria) {
        call.get(IDS)
                .map(texts -> new SnapshotFilter.Ids(texts.stream()
                        .flatMap(text -> SnapshotId.parse(text).stream())
                        .collect(Collectors.toSet())))
                .ifPresent(criteria::add);
        call.get(DISK)
                .map(text -> DiskId.parse(text)
                        .<Criterion>map(SnapshotFilter.OfDisk::new)
                        .orElseGet(SnapshotFilter.Nothing::new))
                .ifPresent(criteria::add);
        call.get(INSTANCE)
                .map(text -> InstanceId.parse(text)
                        .<Criterion>map(SnapshotFilter.OfInstance::new)
                        .orElseGet(SnapshotFilter.Nothing::new))
                .ifPresent(criteria::add);
        call.get(GROUP)
                .map(text -> new SnapshotFilter.InResourceGroup(new ResourceGroupId(text)))
                .ifPresent(criteria::add);
    }
}
