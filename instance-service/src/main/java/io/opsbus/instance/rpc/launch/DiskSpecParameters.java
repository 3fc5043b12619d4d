package io.opsbus.instance.rpc.launch;

import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.launch.LaunchSpec.DiskSpec;
import io.opsbus.instance.rpc.Names;
import io.opsbus.instance.rpc.disk.DiskCategories;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.declare.Values;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.util.List;
import java.util.Optional;

/** {@code SystemDisk.*} and {@code DataDisk.N.*}. Sizes in GiB. */
final class DiskSpecParameters {
    private static final int MOST_DATA_DISKS = 16;
    private static final Parameter<String> CATEGORY = Take.word("Category", DiskCategories.made())
            .refusing(400, "InvalidSystemDiskCategory.ValueNotSupported")
            .or(DiskSpec.SYSTEM.category());
    private static final Parameter<String> DATA_CATEGORY = Take.word("Category", DiskCategories.made())
            .refusing(400, "InvalidDataDiskCategory.ValueNotSupported")
            .or(DiskSpec.SYSTEM.category());
    /** 0 takes the image's size. */
    private static final Parameter<Integer> SYSTEM_SIZE =
            Take.whole("Size", 20, 2048).refusing(404, "InvalidSystemDiskSize").or(0, "the image's size, at least 40");

    private static final Parameter<Integer> DATA_SIZE = Take.whole("Size", 1, 65_536)
            .refusing(400, "InvalidDataDiskSize.ValueNotSupported")
            .required();
    private static final Parameter<Optional<String>> LEVEL =
            Take.word("PerformanceLevel", "PL0", "PL1", "PL2", "PL3").optional();
    private static final Parameter<Boolean> ENCRYPTED = Take.flag("Encrypted").or(false);
    private static final Parameter<Optional<String>> NAME = Names.name("DiskName", "InvalidDiskName.Malformed");
    private static final Parameter<Optional<String>> DESCRIPTION =
            Names.description("Description", "InvalidDiskDescription.Malformed");
    private static final Parameter<Boolean> WITH_INSTANCE =
            Take.flag("DeleteWithInstance").or(true);
    private static final Parameter<Optional<SnapshotId>> SOURCE = Take.text("SnapshotId")
            .names("snapshot")
            .<SnapshotId>as(
                    "",
                    (name, text) -> SnapshotId.parse(text)
                            .<Got<SnapshotId>>map(Got.Given::new)
                            .orElseGet(() -> Got.wrong(name, Reason.MALFORMED, "does not exist")))
            .refusing(404, "InvalidDataDiskSnapshotId.NotFound")
            .optional();

    private static final Parameter<DiskSpec> SYSTEM = Take.struct(
            "SystemDisk",
            Struct.of(
                    values -> spec(values, CATEGORY, SYSTEM_SIZE, true, null),
                    CATEGORY,
                    SYSTEM_SIZE,
                    LEVEL,
                    ENCRYPTED,
                    NAME,
                    DESCRIPTION));
    private static final Parameter<List<DiskSpec>> DATA = Take.structs(
            "DataDisk",
            MOST_DATA_DISKS,
            Struct.of(
                    values -> spec(
                            values,
                            DATA_CATEGORY,
                            DATA_SIZE,
                            values.get(WITH_INSTANCE),
                            values.get(SOURCE).orElse(null)),
                    DATA_CATEGORY,
                    DATA_SIZE,
                    LEVEL,
                    ENCRYPTED,
                    NAME,
                    DESCRIPTION,
                    WITH_INSTANCE,
                    SOURCE));

    private DiskSpecParameters() {}

    static List<Parameter<?>> all() {
        return List.of(SYSTEM, DATA);
    }

    static DiskSpec system(Call call) {
        return call.get(SYSTEM);
    }

    static List<DiskSpec> data(Call call) {
        return call.get(DATA);
    }

    private static DiskSpec spec(
            Values values,
            Parameter<String> category,
            Parameter<Integer> size,
            boolean deleteWithInstance,
            @org.jspecify.annotations.Nullable SnapshotId source) {
        return new DiskSpec(
                values.get(category),
                values.get(size),
                values.get(LEVEL).orElse(null),
                values.get(ENCRYPTED),
                values.get(NAME).orElse(""),
                values.get(DESCRIPTION).orElse(""),
                deleteWithInstance,
                source);
    }
}
