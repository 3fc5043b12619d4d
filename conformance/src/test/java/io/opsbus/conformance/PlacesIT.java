package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.opsbus.conformance.Dialect.Generation;
import io.opsbus.conformance.Dialect.Signature;
import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.List;
import java.util.Map;

/** Regions, zones, what they sell and what an account may have. */
@VerifiedAgainst(Source.REFERENCE)
class PlacesIT {
    @InEveryDialect
    void regionsAreListedWithTheirEndpoints(Caller caller) {
        List<Body> regions = caller.ask("DescribeRegions", Map.of()).list("Regions");
        assertThat(regions)
                .extracting(region -> region.text("RegionId"))
                .contains(caller.target().region());
        assertThat(regions).allSatisfy(region -> {
            assertThat(region.text("LocalName")).isNotBlank();
            assertThat(region.text("RegionEndpoint")).isNotBlank();
        });
    }

    @InEveryDialect
    void zonesSayWhatCanBeMadeThere(Caller caller) {
        List<Body> zones = caller.ask("DescribeZones", Map.of()).list("Zones");
        assertThat(zones).isNotEmpty().allSatisfy(zone -> {
            assertThat(zone.text("ZoneId")).startsWith(caller.target().region());
            assertThat(zone.text("LocalName")).isNotBlank();
        });
    }

    @InEveryDialect
    void anUnknownRegionIsNotFound(Caller caller) {
        assumeThat(caller.dialect().generation() == Generation.CORE
                        && caller.dialect().signature() == Signature.ACS3)
                .as("the older SDK sends no RegionId under the newer signature")
                .isFalse();
        assertThat(caller.refusal("DescribeZones", Map.of("RegionId", "cn-atlantis")))
                .isEqualTo("InvalidRegionId.NotFound");
    }

    @InEveryDialect
    void instanceTypesOnSaleAreListedByZone(Caller caller) {
        List<Body> zones = caller.ask("DescribeAvailableResource", Map.of("DestinationResource", "InstanceType"))
                .list("AvailableZones");
        Body zone = zones.stream()
                .filter(one -> one.text("ZoneId").equals(Machines.ZONE))
                .findFirst()
                .orElseThrow();
        assertThat(zone.text("Status")).isEqualTo("Available");
        Body resource = zone.list("AvailableResources").getFirst();
        assertThat(resource.text("Type")).isEqualTo("InstanceType");
        assertThat(resource.list("SupportedResources"))
                .filteredOn(type -> type.text("Value").equals(Machines.TYPE))
                .singleElement()
                .satisfies(type -> assertThat(type.text("StatusCategory")).isEqualTo("WithStock"));
    }

    @InEveryDialect
    void whatToLookForOnSaleMustBeSaid(Caller caller) {
        assertThat(caller.refusal("DescribeAvailableResource", Map.of())).startsWith("MissingParameter");
    }

    @InEveryDialect
    void theAccountsLimitsCanBeAskedByName(Caller caller) {
        List<Body> items = caller.ask(
                        "DescribeAccountAttributes", Map.of("AttributeName", List.of("max-security-groups")))
                .list("AccountAttributeItems");
        assertThat(items).singleElement().satisfies(item -> {
            assertThat(item.text("AttributeName")).isEqualTo("max-security-groups");
            assertThat(item.list("AttributeValues").getFirst().number("Value")).isPositive();
        });
    }
}
