package io.opsbus.instance.rpc.disk;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.page.NamePattern;
import io.opsbus.instance.query.DiskFilter;
import io.opsbus.instance.query.DiskFilter.Criterion;
import io.opsbus.instance.rpc.CreationFilters;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.instance.rpc.Words;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The filters of {@code DescribeDisks}; {@code all} and {@code All} mean no filter. */
final class DiskFilterParameters {
    private static final Parameter<Optional<List<String>>> IDS =
            Take.jsonTexts("DiskIds", 100).names("disk").optional();
    private static final Parameter<Optional<String>> INSTANCE =
            Take.text("InstanceId").names("instance").optional();
    private static final Parameter<Optional<String>> SNAPSHOT =
            Take.text("SnapshotId").names("snapshot").optional();
    private static final Parameter<Optional<String>> GROUP =
            Take.text("ResourceGroupId").names("resourcegroup").optional();
    private static final Parameter<Optional<String>> NAME =
            Take.text("DiskName").meaning("`*` stands for any text.").optional();
    private static final Parameter<Optional<String>> ZONE = Take.id("ZoneId").optional();
    private static final Parameter<Optional<Optional<DiskStatus>>> STATUS = Words.take(
                    "Status",
                    Words.of(DiskStatus.values(), DiskStatus::word)
                            .without("Deleting")
                            .without("Deleted")
                            .orAny("All"))
            .refusing(400, "InvalidStatus.ValueNotSupported")
            .optional();
    private static final Parameter<Optional<Optional<DiskMedium.Kind>>> TYPE = Words.take(
                    "DiskType",
                    Words.of(DiskMedium.Kind.values(), DiskMedium.Kind::word).orAny("all"))
            .refusing(400, "InvalidDiskType.ValueNotSupported")
            .optional();
    private static final Parameter<Optional<String>> CATEGORY = Take.word("Category", DiskCategories.withAll())
            .refusing(400, "InvalidCategory.ValueNotSupported")
            .optional();
    private static final Parameter<Optional<String>> CHARGE = Take.word("DiskChargeType", "PrePaid", "PostPaid")
            .refusing(404, "InvalidDiskChargeType.NotFound")
            .optional();
    private static final Parameter<Optional<String>> LOCK = Take.word("LockReason", "financial", "security")
            .refusing(404, "InvalidLockReason.NotFound")
            .optional();
    private static final Parameter<Optional<String>> MULTI_ATTACH =
            Take.word("MultiAttach", "Disabled", "Enabled", "LegacyShared").optional();
    private static final Parameter<Optional<Boolean>> PORTABLE =
            Take.flag("Portable").optional();
    private static final Parameter<Optional<Boolean>> ENCRYPTED =
            Take.flag("Encrypted").optional();
    private static final Parameter<Optional<Boolean>> WITH_INSTANCE =
            Take.flag("DeleteWithInstance").optional();
    private static final Parameter<Optional<Boolean>> DELETE_AUTO_SNAPSHOT =
            Take.flag("DeleteAutoSnapshot").optional();
    private static final Parameter<Optional<Boolean>> AUTO_SNAPSHOT =
            Take.flag("EnableAutoSnapshot").optional();
    private static final Parameter<Optional<Boolean>> SNAPSHOT_POLICY =
            Take.flag("EnableAutomatedSnapshotPolicy").optional();
    private static final Parameter<Optional<String>> POLICY =
            Take.text("AutoSnapshotPolicyId").optional();
    private static final Parameter<Optional<String>> KEY = Take.text("KMSKeyId").optional();
    private static final CreationFilters CREATION = new CreationFilters("CreationStartTime", "CreationEndTime");

    private DiskFilterParameters() {}

    static List<Parameter<?>> all() {
        return List.of(
                IDS,
                INSTANCE,
                SNAPSHOT,
                GROUP,
                NAME,
                ZONE,
                STATUS,
                TYPE,
                CATEGORY,
                CHARGE,
                LOCK,
                MULTI_ATTACH,
                PORTABLE,
                ENCRYPTED,
                WITH_INSTANCE,
                DELETE_AUTO_SNAPSHOT,
                AUTO_SNAPSHOT,
                SNAPSHOT_POLICY,
                POLICY,
                KEY,
                TagParameters.WANTED,
                CREATION.parameter());
    }

    static DiskFilter of(Call call) {
        List<Criterion> criteria = new ArrayList<>();
        named(call, criteria);
        call.get(STATUS).flatMap(any -> any).map(DiskFilter.InStatus::new).ifPresent(criteria::add);
        call.get(TYPE).flatMap(any -> any).map(DiskFilter.OfKind::new).ifPresent(criteria::add);
        call.get(CATEGORY)
                .filter(word -> !word.equals("all"))
                .map(DiskFilter.OfCategory::new)
                .ifPresent(criteria::add);
        call.get(PORTABLE).map(DiskFilter.Portable::new).ifPresent(criteria::add);
        call.get(ENCRYPTED).map(DiskFilter.Encrypted::new).ifPresent(criteria::add);
        call.get(WITH_INSTANCE).map(DiskFilter.DeletedWithInstance::new).ifPresent(criteria::add);
        if (asksForWhatNoDiskHas(call)) {
            criteria.add(new DiskFilter.Nothing());
        }
        TagParameters.filters(call.get(TagParameters.WANTED)).forEach(tag -> criteria.add(new DiskFilter.Tagged(tag)));
        call.get(CREATION.parameter())
                .forEach(one -> criteria.add(
                        one.key().equals("CreationStartTime")
                                ? new DiskFilter.CreatedFrom(one.at())
                                : new DiskFilter.CreatedUntil(one.at())));
        return new DiskFilter(criteria);
    }

    private static void named(Call call, List<Criterion> criteria) {
        call.get(IDS)
                .map(texts -> new DiskFilter.Ids(texts.stream()
                        .flatMap(text -> DiskId.parse(text).stream())
                        .collect(Collectors.toSet())))
                .ifPresent(criteria::add);
        call.get(INSTANCE)
                .map(text -> InstanceId.parse(text)
                        .<Criterion>map(DiskFilter.At::new)
                        .orElseGet(DiskFilter.Nothing::new))
                .ifPresent(criteria::add);
        call.get(SNAPSHOT)
                .map(text -> SnapshotId.parse(text)
                        .<Criterion>map(DiskFilter.FromSnapshot::new)
                        .orElseGet(DiskFilter.Nothing::new))
                .ifPresent(criteria::add);
        call.get(GROUP)
                .map(text -> new DiskFilter.InResourceGroup(new ResourceGroupId(text)))
                .ifPresent(criteria::add);
        call.get(NAME).map(text -> new DiskFilter.Name(new NamePattern(text))).ifPresent(criteria::add);
        call.get(ZONE).map(text -> new DiskFilter.InZone(new ZoneId(text))).ifPresent(criteria::add);
    }

    /** Every disk here is pay-as-you-go, unlocked, on one instance at most, without a snapshot policy or a key of its own. */
    private static boolean asksForWhatNoDiskHas(Call call) {
        return call.get(CHARGE).filter(word -> !word.equals("PostPaid")).isPresent()
                || call.get(MULTI_ATTACH)
                        .filter(word -> !word.equals("Disabled"))
                        .isPresent()
                || call.get(LOCK).isPresent()
                || call.get(POLICY).isPresent()
                || call.get(KEY).isPresent()
                || call.get(DELETE_AUTO_SNAPSHOT).orElse(false)
                || call.get(AUTO_SNAPSHOT).orElse(false)
                || call.get(SNAPSHOT_POLICY).orElse(false);
    }
}
