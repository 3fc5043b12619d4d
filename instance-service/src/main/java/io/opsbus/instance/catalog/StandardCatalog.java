package io.opsbus.instance.catalog;

import io.opsbus.instance.RegionId;
import io.opsbus.instance.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is sold where nobody said otherwise. Every region has three zones with one vSwitch each; names follow the
 * original's samples so that its tutorials work unchanged.
 */
public final class StandardCatalog {
    private static final int GIB = 1024;
    private static final List<String> ZONES = List.of("g", "h", "i");
    private static final Map<String, String> LOCAL_NAMES = Map.of(
            "cn-hangzhou", "华东 1（杭州）",
            "cn-shanghai", "华东 2（上海）",
            "cn-beijing", "华北 2（北京）",
            "cn-shenzhen", "华南 1（深圳）",
            "cn-qingdao", "华北 1（青岛）",
            "cn-hongkong", "中国香港",
            "ap-southeast-1", "新加坡",
            "us-west-1", "美国（硅谷）");

    private StandardCatalog() {}

    /** The standard types and images in these regions; zones are {@code <region>-g}, {@code -h} and {@code -i}. */
    public static Catalog in(List<RegionId> regions) {
        return new Catalog(regions.stream().map(StandardCatalog::region).toList(), types(), images());
    }

    private static Region region(RegionId id) {
        var zones = new ArrayList<Zone>();
        var vSwitches = new ArrayList<VSwitch>();
        var vpc = new VpcId("vpc-" + id + "-default");
        for (String letter : ZONES) {
            var zone = new ZoneId(id + "-" + letter);
            // 65,531 addresses a zone: 172.16.0.0/16 and so on
            String cidr = "172." + (16 + zones.size()) + ".0.0/16";
            zones.add(new Zone(zone, localName(id) + " 可用区 " + letter.toUpperCase(Locale.ROOT)));
            vSwitches.add(new VSwitch(new VSwitchId("vsw-" + zone + "-default"), vpc, zone, cidr));
        }
        return new Region(id, localName(id), zones, vSwitches);
    }

    private static String localName(RegionId id) {
        return LOCAL_NAMES.getOrDefault(id.text(), id.text());
    }

    private static List<InstanceType> types() {
        var types = new ArrayList<InstanceType>();
        for (String family : List.of("ecs.g5", "ecs.g6", "ecs.g7")) {
            types.addAll(sizes(family, 4));
        }
        for (String family : List.of("ecs.c5", "ecs.c6", "ecs.c7")) {
            types.addAll(sizes(family, 2));
        }
        for (String family : List.of("ecs.r5", "ecs.r6", "ecs.r7")) {
            types.addAll(sizes(family, 8));
        }
        types.add(type("ecs.t5-lc1m1.small", 1, 1, true));
        types.add(type("ecs.t6-c1m1.large", 2, 2, true));
        types.add(type("ecs.t6-c1m2.large", 2, 4, true));
        types.add(type("ecs.n4.large", 2, 4, true));
        // with a disk of their host's (guide 3.2 本地盘实例)
        types.add(local("ecs.i2.xlarge", 4, 32, 894));
        types.add(local("ecs.i2.2xlarge", 8, 64, 1788));
        // retired families: neither console output nor screenshots (guide 6.1)
        types.add(type("ecs.t1.small", 1, 1, false));
        types.add(type("ecs.s1.small", 1, 2, false));
        types.add(type("ecs.s2.large", 2, 4, false));
        return types;
    }

    private static List<InstanceType> sizes(String family, int gibPerCpu) {
        return List.of(
                type(family + ".large", 2, 2 * gibPerCpu, true),
                type(family + ".xlarge", 4, 4 * gibPerCpu, true),
                type(family + ".2xlarge", 8, 8 * gibPerCpu, true),
                type(family + ".4xlarge", 16, 16 * gibPerCpu, true));
    }

    private static InstanceType type(String name, int cpu, int gib, boolean captures) {
        return new InstanceType(new InstanceTypeName(name), cpu, gib * GIB, 17, captures, 0);
    }

    private static InstanceType local(String name, int cpu, int gib, int diskGiB) {
        return new InstanceType(new InstanceTypeName(name), cpu, gib * GIB, 17, true, diskGiB);
    }

    /** The images of every region. */
    static List<Image> images() {
        return List.of(
                linux("aliyun_2_1903_x64_20G_alibase_20200324.vhd", "Alibaba Cloud Linux  2.1903 LTS 64位"),
                linux("aliyun_3_x64_20G_alibase_20230727.vhd", "Alibaba Cloud Linux  3.2104 LTS 64位"),
                linux("centos_7_06_64_20G_alibase_20190711.vhd", "CentOS  7.6 64位"),
                linux("centos_7_9_x64_20G_alibase_20220824.vhd", "CentOS  7.9 64位"),
                linux("ubuntu_18_04_64_20G_alibase_20190624.vhd", "Ubuntu  18.04 64位"),
                linux("ubuntu_22_04_x64_20G_alibase_20230907.vhd", "Ubuntu  22.04 64位"),
                linux("debian_10_2_64_20G_alibase_20191212.vhd", "Debian  10.2 64位"),
                windows("win2019_1809_x64_dtc_zh-cn_40G_alibase_20190528.vhd", "Windows Server  2019 数据中心版 64位中文版"),
                windows("win2016_1607_x64_dtc_en-us_40G_alibase_20190528.vhd", "Windows Server  2016 数据中心版 64位英文版"));
    }

    private static Image linux(String id, String name) {
        return new Image(new ImageId(id), OsType.LINUX, name, name.replace("位", " bit"), 20);
    }

    private static Image windows(String id, String name) {
        String english = name.replace("数据中心版", "Data Center Edition")
                .replace("64位中文版", "64 bit Chinese Edition")
                .replace("64位英文版", "64 bit English Edition");
        return new Image(new ImageId(id), OsType.WINDOWS, name, english, 40);
    }
}
