package io.opsbus.instance.rpc.launch;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.ImageId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.catalog.VSwitchId;
import io.opsbus.instance.fleet.Labels;
import io.opsbus.instance.fleet.Network;
import io.opsbus.instance.launch.LaunchSpec;
import io.opsbus.instance.rpc.Names;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.instance.rpc.Words;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an instance to be made is like: the parameters of {@code RunInstances} that describe one. */
final class LaunchParameters {
    /** Of the contract, without effect here. */
    static final String[] IGNORED = {
        "Affinity",
        "AutoPay",
        "AutoRenew",
        "AutoRenewPeriod",
        "ClockOptions",
        "CpuOptions",
        "CreditSpecification",
        "DedicatedHostId",
        "DeploymentSetGroupNo",
        "DeploymentSetId",
        "HostNames",
        "HpcClusterId",
        "ImageFamily",
        "ImageOptions",
        "IoOptimized",
        "Ipv6Address",
        "Ipv6AddressCount",
        "LaunchTemplateId",
        "LaunchTemplateName",
        "LaunchTemplateVersion",
        "NetworkInterface",
        "NetworkInterfaceQueueNumber",
        "NetworkOptions",
        "Password",
        "PasswordInherit",
        "PrivateDnsNameOptions",
        "RamRoleName",
        "SecurityEnhancementStrategy",
        "StorageSetId",
        "StorageSetPartitionNumber",
        "Tenancy",
        "UserData"
    };

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
    private static final Parameter<String> TYPE = Take.id("InstanceType").required();
    private static final Parameter<String> IMAGE = Take.id("ImageId").required();
    private static final Parameter<Optional<String>> ZONE = Take.id("ZoneId").optional();
    private static final Parameter<Optional<String>> V_SWITCH =
            Take.id("VSwitchId").optional();
    private static final Parameter<Optional<String>> GROUP =
            Take.text("SecurityGroupId").names("securitygroup").optional();
    private static final Parameter<Optional<List<String>>> GROUPS =
            Take.texts("SecurityGroupIds", 16).names("securitygroup").optional();
    private static final Parameter<Optional<String>> RESOURCE_GROUP =
            Take.text("ResourceGroupId").names("resourcegroup").optional();
    private static final Parameter<Optional<String>> PRIVATE_IP = Take.text("PrivateIpAddress")
            .only("an IPv4 address", text -> IPV4.matcher(text).matches())
            .refusing(400, "InvalidPrivateIpAddress.Malformed")
            .optional();
    private static final Parameter<Optional<String>> NAME = Names.name("InstanceName", "InvalidInstanceName.Malformed");
    private static final Parameter<Optional<String>> DESCRIPTION =
            Names.description("Description", "InvalidDescription.Malformed");
    private static final Parameter<Optional<String>> HOST_NAME =
            Names.hostName("HostName").optional();
    private static final Parameter<Optional<String>> KEY_PAIR =
            Take.text("KeyPairName").optional();
    private static final Parameter<String> HTTP_ENDPOINT =
            Take.word("HttpEndpoint", "enabled", "disabled").or("enabled");
    private static final Parameter<String> HTTP_TOKENS =
            Take.word("HttpTokens", "optional", "required").or("optional");
    private static final Parameter<Network.Charge> INTERNET_CHARGE = Words.take(
                    "InternetChargeType", Words.of(Network.Charge.values(), Network.Charge::word))
            .refusing(400, "InvalidInternetChargeType.ValueNotSupported")
            .or(Network.Charge.BY_TRAFFIC);
    private static final Parameter<Integer> MAX_IN =
            Take.whole("InternetMaxBandwidthIn", 1, 1000).or(10);
    private static final Parameter<Integer> MAX_OUT =
            Take.whole("InternetMaxBandwidthOut", 0, 100).or(0);

    private LaunchParameters() {}

    static List<Parameter<?>> all() {
        List<Parameter<?>> all = new ArrayList<>(List.of(
                TYPE,
                IMAGE,
                ZONE,
                V_SWITCH,
                GROUP,
                GROUPS,
                RESOURCE_GROUP,
                PRIVATE_IP,
                NAME,
                DESCRIPTION,
                HOST_NAME,
                KEY_PAIR,
                HTTP_ENDPOINT,
                HTTP_TOKENS,
                INTERNET_CHARGE,
                MAX_IN,
                MAX_OUT,
                TagParameters.TAGS));
        all.addAll(TermParameters.all());
        all.addAll(DiskSpecParameters.all());
        return all;
    }

    /**
     * What the call describes.
     *
     * @param number put behind names; 0 puts none
     */
    static LaunchSpec spec(Call call, int number, InstanceId id) {
        return new LaunchSpec(
                new InstanceTypeName(call.get(TYPE)),
                new ImageId(call.get(IMAGE)),
                place(call),
                labels(call, number, id),
                TermParameters.terms(call),
                true,
                DiskSpecParameters.system(call),
                DiskSpecParameters.data(call));
    }

    static List<LaunchSpec.DiskSpec> dataDisks(Call call) {
        return DiskSpecParameters.data(call);
    }

    private static LaunchSpec.Place place(Call call) {
        List<String> groups = new ArrayList<>();
        call.get(GROUP).ifPresent(groups::add);
        call.get(GROUPS).ifPresent(groups::addAll);
        // a public address is given out by no provider yet: the bandwidth is kept, the list of addresses stays empty
        var internet = new Network.Internet(call.get(INTERNET_CHARGE), call.get(MAX_IN), call.get(MAX_OUT), List.of());
        return new LaunchSpec.Place(
                call.get(ZONE).map(ZoneId::new).orElse(null),
                call.get(V_SWITCH).map(VSwitchId::new).orElse(null),
                call.get(PRIVATE_IP).orElse(null),
                groups.stream().distinct().map(SecurityGroupId::new).toList(),
                internet);
    }

    private static Labels labels(Call call, int number, InstanceId id) {
        String suffix = number == 0 ? "" : String.format(Locale.ROOT, "%03d", number);
        return new Labels(
                call.get(NAME).map(name -> name + suffix).orElse(id.text()),
                call.get(DESCRIPTION).orElse(""),
                // the original makes one of the id: iZbp67acfmxazb4pZ
                call.get(HOST_NAME)
                        .map(name -> name + suffix)
                        .orElse("iZ" + id.text().substring(id.text().indexOf('-') + 1) + "Z"),
                call.get(RESOURCE_GROUP).map(ResourceGroupId::new).orElse(null),
                call.get(KEY_PAIR).orElse(null),
                new Labels.Metadata(
                        call.get(HTTP_ENDPOINT).equals("enabled"),
                        call.get(HTTP_TOKENS).equals("required")),
                TagParameters.labels(call.get(TagParameters.TAGS)).orElse(Tags.NONE));
    }
}
