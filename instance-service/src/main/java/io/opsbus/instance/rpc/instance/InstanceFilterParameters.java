package io.opsbus.instance.rpc.instance;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.ImageId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.catalog.VSwitchId;
import io.opsbus.instance.catalog.VpcId;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.fleet.Network;
import io.opsbus.instance.fleet.Terms.ChargeType;
import io.opsbus.instance.fleet.Terms.LockReason;
import io.opsbus.instance.page.NamePattern;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.query.InstanceFilter.Criterion;
import io.opsbus.instance.rpc.CreationFilters;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.instance.rpc.Words;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The filters of {@code DescribeInstances}. What is sent and cannot be met (an instance in the classic network, an HPC
 * cluster) selects nothing; an empty list of ids selects nothing either.
 */
final class InstanceFilterParameters {
    private static final int MOST_IDS = 100;

    private static final Parameter<Optional<List<String>>> IDS =
            Take.jsonTexts("InstanceIds", MOST_IDS).names("instance").optional();
    private static final Parameter<Optional<String>> NAME =
            Take.text("InstanceName").meaning("`*` stands for any text.").optional();
    private static final Parameter<Optional<InstanceStatus>> STATUS = Words.take(
                    "Status",
                    Words.of(InstanceStatus.values(), InstanceStatus::word).without("Deleted"))
            .refusing(404, "InvalidStatus.NotFound")
            .optional();
    private static final Parameter<Optional<ChargeType>> CHARGE = Words.take(
                    "InstanceChargeType", Words.of(ChargeType.values(), ChargeType::word))
            .refusing(404, "InvalidInstanceChargeType.NotFound")
            .optional();
    private static final Parameter<Optional<Network.Charge>> INTERNET_CHARGE = Words.take(
                    "InternetChargeType", Words.of(Network.Charge.values(), Network.Charge::word))
            .refusing(404, "InvalidInternetChargeType.ValueNotSupported")
            .optional();
    private static final Parameter<Optional<LockReason>> LOCK = Words.take(
                    "LockReason",
                    Words.of(LockReason.values(), LockReason::word).ignoringCase())
            .refusing(404, "InvalidLockReason.NotFound")
            .optional();
    private static final Parameter<Optional<String>> NETWORK_TYPE = Take.word("InstanceNetworkType", "vpc", "classic")
            .refusing(404, "InvalidNetworkType.NotFound")
            .optional();
    private static final Parameter<Optional<Boolean>> IO_OPTIMIZED =
            Take.flag("IoOptimized").optional();
    private static final Parameter<Optional<String>> HTTP_ENDPOINT =
            Take.word("HttpEndpoint", "enabled", "disabled").optional();
    private static final Parameter<Optional<String>> HTTP_TOKENS =
            Take.word("HttpTokens", "optional", "required").optional();
    private static final CreationFilters CREATION =
            new CreationFilters("CreationStartTime", "CreationEndTime", "ExpiredStartTime", "ExpiredEndTime");

    /** A filter whose value is a text of its own. */
    private record Plain(Parameter<Optional<String>> parameter, Function<String, Criterion> criterion) {
        static Plain of(String name, Function<String, Criterion> criterion) {
            return new Plain(Take.id(name).optional(), criterion);
        }

        static Plain naming(String name, String resource, Function<String, Criterion> criterion) {
            return new Plain(Take.text(name).names(resource).optional(), criterion);
        }
    }

    private static final List<Plain> PLAIN = List.of(
            Plain.of("ZoneId", zone -> new InstanceFilter.InZone(new ZoneId(zone))),
            Plain.of("InstanceType", type -> new InstanceFilter.OfType(new InstanceTypeName(type))),
            Plain.of("InstanceTypeFamily", InstanceFilter.OfFamily::new),
            Plain.of("ImageId", image -> new InstanceFilter.FromImage(new ImageId(image))),
            Plain.of("VpcId", vpc -> new InstanceFilter.InVpc(new VpcId(vpc))),
            Plain.of("VSwitchId", vSwitch -> new InstanceFilter.InVSwitch(new VSwitchId(vSwitch))),
            Plain.naming(
                    "SecurityGroupId",
                    "securitygroup",
                    group -> new InstanceFilter.InSecurityGroup(new SecurityGroupId(group))),
            Plain.naming(
                    "ResourceGroupId",
                    "resourcegroup",
                    group -> new InstanceFilter.InResourceGroup(new ResourceGroupId(group))),
            Plain.of("KeyPairName", InstanceFilter.WithKeyPair::new),
            Plain.of("HpcClusterId", cluster -> new InstanceFilter.Nothing()),
            Plain.of("RdmaIpAddresses", address -> new InstanceFilter.Nothing()));

    /** A filter whose value is a JSON array of addresses. */
    private record Addresses(Parameter<Optional<List<String>>> parameter, Function<Set<String>, Criterion> criterion) {
        static Addresses of(String name, Function<Set<String>, Criterion> criterion) {
            return new Addresses(Take.jsonTexts(name, MOST_IDS).optional(), criterion);
        }
    }

    private static final List<Addresses> ADDRESSES = List.of(
            Addresses.of("PrivateIpAddresses", InstanceFilter.PrivateIps::new),
            Addresses.of("PublicIpAddresses", InstanceFilter.PublicIps::new),
            Addresses.of("EipAddresses", InstanceFilter.PublicIps::new),
            Addresses.of("InnerIpAddresses", addresses -> new InstanceFilter.Nothing()));

    /** No instance here has one: to leave the filter out would widen the answer. */
    private static final Parameter<Optional<List<String>>> IPV6 = Take.texts("Ipv6Address", 100)
            .<List<String>>as(
                    "refused when sent",
                    (name, _) -> Got.wrong(name, Reason.MALFORMED, "is a filter this service does not have"))
            .optional();

    private InstanceFilterParameters() {}

    /** All of them, to be declared. */
    static List<Parameter<?>> all() {
        List<Parameter<?>> all = new ArrayList<>(List.of(
                IDS,
                NAME,
                STATUS,
                CHARGE,
                INTERNET_CHARGE,
                LOCK,
                NETWORK_TYPE,
                IO_OPTIMIZED,
                HTTP_ENDPOINT,
                HTTP_TOKENS,
                TagParameters.WANTED,
                IPV6,
                CREATION.parameter()));
        PLAIN.forEach(plain -> all.add(plain.parameter()));
        ADDRESSES.forEach(addresses -> all.add(addresses.parameter()));
        return all;
    }

    /** What the call asks for. */
    static InstanceFilter of(Call call) {
        List<Criterion> criteria = new ArrayList<>();
        call.get(IDS).map(InstanceFilterParameters::ids).ifPresent(criteria::add);
        call.get(NAME)
                .map(name -> new InstanceFilter.Name(new NamePattern(name)))
                .ifPresent(criteria::add);
        call.get(STATUS).map(InstanceFilter.InStatus::new).ifPresent(criteria::add);
        call.get(CHARGE).map(InstanceFilter.Charged::new).ifPresent(criteria::add);
        call.get(INTERNET_CHARGE).map(InstanceFilter.InternetCharged::new).ifPresent(criteria::add);
        call.get(LOCK).map(InstanceFilter.LockedFor::new).ifPresent(criteria::add);
        call.get(HTTP_ENDPOINT)
                .map(word -> new InstanceFilter.MetadataEnabled(word.equals("enabled")))
                .ifPresent(criteria::add);
        call.get(HTTP_TOKENS)
                .map(word -> new InstanceFilter.MetadataTokensRequired(word.equals("required")))
                .ifPresent(criteria::add);
        // every instance here is I/O optimized and in a VPC
        call.get(NETWORK_TYPE).filter(word -> !word.equals("vpc")).ifPresent(_ -> criteria.add(nothing()));
        call.get(IO_OPTIMIZED).filter(is -> !is).ifPresent(_ -> criteria.add(nothing()));
        PLAIN.forEach(
                plain -> call.get(plain.parameter()).map(plain.criterion()).ifPresent(criteria::add));
        ADDRESSES.forEach(one -> call.get(one.parameter())
                .map(list -> one.criterion().apply(new HashSet<>(list)))
                .ifPresent(criteria::add));
        TagParameters.filters(call.get(TagParameters.WANTED))
                .forEach(tag -> criteria.add(new InstanceFilter.Tagged(tag)));
        criteria.addAll(times(call));
        return new InstanceFilter(criteria);
    }

    private static List<Criterion> times(Call call) {
        return call.get(CREATION.parameter()).stream()
                .<Criterion>map(one -> switch (one.key()) {
                    case "CreationStartTime" -> new InstanceFilter.CreatedFrom(one.at());
                    case "CreationEndTime" -> new InstanceFilter.CreatedUntil(one.at());
                    case "ExpiredStartTime" -> new InstanceFilter.ExpiresFrom(one.at());
                    default -> new InstanceFilter.ExpiresUntil(one.at());
                })
                .toList();
    }

    private static InstanceFilter.Nothing nothing() {
        return new InstanceFilter.Nothing();
    }

    /** A text no instance can be called by is met by none. */
    private static Criterion ids(List<String> texts) {
        return new InstanceFilter.Ids(
                texts.stream().flatMap(text -> InstanceId.parse(text).stream()).collect(Collectors.toSet()));
    }
}
