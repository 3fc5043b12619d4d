package io.opsbus.instance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DecisionTable;
import io.opsbus.instance.RegionId;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The ids a request needs stand in README.md as they are in the catalogue. */
class CatalogPageTest {
    private static final RegionId REGION = new RegionId("cn-hangzhou");
    private final Catalog catalog = StandardCatalog.in(List.of(REGION));

    @Test
    void theReadmeNamesWhatThereIs() throws IOException {
        assertThat(DecisionTable.inReadme("catalogue", made()))
                .as("rewrite it with -Dtest=CatalogPageTest -Dopsbus.docs.write=true")
                .isEqualTo(made());
    }

    private String made() {
        StringBuilder text = new StringBuilder("| `ImageId` | system | least system disk, GiB |\n|---|---|---|\n");
        for (Image image : StandardCatalog.images()) {
            text.append("| `%s` | %s | %d |%n".formatted(image.id(), image.nameEn(), image.sizeGiB()));
        }
        text.append(
                "\n| `ZoneId` (of `cn-hangzhou`; other regions likewise) | `VSwitchId` | addresses |\n|---|---|---|\n");
        Region region = catalog.region(REGION).orElseThrow();
        for (Zone zone : region.zones()) {
            VSwitch first = region.firstVSwitch(zone.id());
            text.append("| `%s` | `%s` | %s |%n".formatted(zone.id(), first.id(), first.cidr()));
        }
        text.append("\n`InstanceType`: ");
        text.append(catalog.types().stream()
                .map(type -> "`" + type.name() + "`")
                .collect(Collectors.joining(", ", "", ".\n")));
        return text.toString();
    }
}
