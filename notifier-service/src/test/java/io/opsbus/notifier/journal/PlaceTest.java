package io.opsbus.notifier.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.DeliveryId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @Test
    void aPlaceComesBackFromItsText() {
        var place = new Place(Given.NOON, new DeliveryId(new UUID(-5, 7)), 12);
        assertThat(Place.parse(place.text())).contains(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "-1.00000000-0000-0000-0000-000000000000.1",
                "1.------------------------------------.1",
                "1.00000000-0000-0000-0000-000000000000.-1",
                "1.00000000-0000-0000-0000-000000000000.1 ",
                "1234567890123456.00000000-0000-0000-0000-000000000000.1",
                "1.00000000-0000-0000-0000-000000000000.1'; drop table attempts"
            })
    void anythingElseIsNone(String text) {
        assertThat(Place.parse(text)).isEmpty();
    }

    @Test
    void idsOrderByTheirBytesAsTheStoreOrdersThem() {
        var small = new Place(Given.NOON, new DeliveryId(new UUID(1, 0)), 1);
        var large = new Place(Given.NOON, new DeliveryId(new UUID(-1, 0)), 1);
        assertThat(Place.NEWEST_FIRST.compare(large, small)).isNegative();
    }
}
