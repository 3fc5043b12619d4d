package io.opsbus.notifier.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.EventName;
import io.opsbus.schemas.EventNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can happen is what the bus takes: names, levels and statuses agree with the schemas. */
class OccurrenceTest {
    private static Stream<Occurrence> ofEcs() {
        return Occurrence.ALL.stream().filter(one -> one.product().equals(EventMeta.PRODUCT));
    }

    @Test
    void theNamesAreThoseTheBusTakes() {
        assertThat(ofEcs().map(Occurrence::name).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(EventNames.fullNames());
    }

    @Test
    void theLevelsOfANameAreThoseOfItsType() {
        for (EventName line : EventNames.ALL) {
            var levels = line.levels().values().stream()
                    .flatMap(Set::stream)
                    .map(Enum::name)
                    .collect(Collectors.toSet());
            for (var state : line.levels().keySet()) {
                var name = state.isEmpty() ? line.prefix() : line.prefix() + ":" + state;
                assertThat(ofEcs().filter(one -> one.name().equals(name))
                                .map(one -> one.level().name()))
                        .as(name)
                        .containsExactlyInAnyOrderElementsOf(levels);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EventFamily.class)
    void theStatusesOfAFamilyAreTheWordsOfItsContent(EventFamily family) {
        var content = family.freshContent().getSchema();
        var words = new TreeSet<String>();
        for (var field : List.of("eventStatus", "state", "result")) {
            var found = content.getField(field);
            if (found != null && found.getObjectProp("wireValues") instanceof List<?> values) {
                values.forEach(value -> words.add(value.toString()));
            }
        }
        if (content.getField("executeFinishTime") != null && words.isEmpty()) {
            words.addAll(List.of("Executing", "Executed"));
        }
        assertThat(ofEcs().filter(one -> EventFamily.of(one.name()).orElseThrow() == family)
                        .flatMap(one -> one.statuses().stream())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(words);
    }
}
