package io.opsbus.notifier.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.seal.KeyId;
import io.opsbus.seal.KeyRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResealingTest {
    private static final int MANY = 2 * Resealing.BATCH + 7;

    private final InMemorySealedRows targets = new InMemorySealedRows(Place.TARGET);
    private final InMemorySealedRows shelves = new InMemorySealedRows(Place.SHELF);
    private final InMemoryKeyTurns turns = new InMemoryKeyTurns();

    private Resealing process(Optional<KeyRing> keys) {
        return new Resealing(keys, List.of(targets, shelves), turns);
    }

    private static List<String> key(int number) {
        return List.of("sub-%05d".formatted(number));
    }

    private void put(int number, int key) {
        targets.put(key(number), Rings.document(Place.TARGET.label(key(number)), "secret " + number, key));
    }

    private static void work(Resealing process) {
        process.look();
        for (var step = 0; step < 20; step++) {
            process.step();
        }
    }

    private static Map<String, Long> rows(int key, long many) {
        return Map.of(Rings.id(key).text(), many);
    }

    private void assertEachOpensWith(Optional<KeyRing> keys, int many) {
        var documents = targets.documents();
        assertThat(documents).hasSize(many);
        for (var number = 0; number < many; number++) {
            assertThat(Rings.opened(Place.TARGET.label(key(number)), documents.get(number), keys))
                    .isEqualTo("secret " + number);
        }
    }

    @Test
    void whatOlderKeysSealedIsSealedAnewInPartsAndTold() {
        for (var number = 0; number < MANY; number++) {
            put(number, 1);
        }
        var robot = List.of("contact", "1", "alice");
        shelves.put(robot, Rings.nameless(Rings.document(Label.ROBOT, "token", 1)));
        var process = process(Rings.ring(2, 1));
        process.look();
        assertThat(process.report().byOlder()).isEqualTo(MANY + 1);
        process.step();
        assertThat(targets.byKey().get(Rings.id(2).text()))
                .as("no more at a time")
                .isEqualTo((long) Resealing.BATCH);
        for (var step = 0; step < 3; step++) {
            process.step();
        }
        assertThat(process.report().rows()).isEqualTo(rows(2, MANY + 1));
        assertThat(process.report().byOlder()).isZero();
        assertEachOpensWith(Rings.ring(2), MANY);
        assertThat(Rings.opened(Label.ROBOT, shelves.documents().getFirst(), Rings.ring(2)))
                .isEqualTo("token");
    }

    @Test
    void whatIsSealedWithTheCurrentKeyIsLeftAlone() {
        put(0, 2);
        var before = targets.documents();
        work(process(Rings.ring(2, 1)));
        assertThat(targets.documents()).isEqualTo(before);
    }

    @Test
    void aProcessThatDiesAndTwoAtOnceLeaveEachRowSealedByOneOfTheKeys() {
        for (var number = 0; number < MANY; number++) {
            put(number, 1);
        }
        var dies = process(Rings.ring(2, 1));
        dies.look();
        dies.step();
        var one = process(Rings.ring(2, 1));
        var other = process(Rings.ring(2, 1));
        one.look();
        other.look();
        for (var step = 0; step < 10; step++) {
            one.step();
            assertEachOpensWith(Rings.ring(2, 1), MANY);
            other.step();
        }
        other.look();
        assertThat(other.report().rows()).isEqualTo(rows(2, MANY));
        assertEachOpensWith(Rings.ring(2), MANY);
    }

    @Test
    void whatWasChangedSinceItWasReadIsNotOverwritten() {
        put(0, 1);
        var changing = new SealedRows() {
            @Override
            public Place place() {
                return targets.place();
            }

            @Override
            public Map<String, Long> byKey() {
                return targets.byKey();
            }

            @Override
            public List<Row> otherThan(KeyId current, List<String> after, int limit) {
                var found = targets.otherThan(current, after, limit);
                targets.put(key(0), Rings.document(Place.TARGET.label(key(0)), "put meanwhile", 2));
                return found;
            }

            @Override
            public boolean replace(Row before, String document) {
                return targets.replace(before, document);
            }
        };
        work(new Resealing(Rings.ring(2, 1), List.of(changing), turns));
        assertThat(Rings.opened(Place.TARGET.label(key(0)), targets.documents().getFirst(), Rings.ring(2)))
                .isEqualTo("put meanwhile");
    }

    @Test
    void whatAMissingKeySealedStaysAndIsNamedAndOpensWhenItIsBack() {
        put(0, 1);
        put(1, 3);
        var before = new ArrayList<>(targets.documents());
        var process = process(Rings.ring(2, 1));
        work(process);
        assertThat(process.report().missing()).isEqualTo(rows(3, 1));
        assertThat(process.report().byOlder()).isZero();
        assertThat(targets.documents().get(1)).isEqualTo(before.get(1));
        work(process(Rings.ring(2, 1, 3)));
        assertEachOpensWith(Rings.ring(2), 2);
    }

    @Test
    void aProcessThatStillHasTheOldKeySealsNothingBack() {
        put(0, 1);
        var old = process(Rings.ring(1, 2));
        work(old);
        var fresh = process(Rings.ring(2, 1));
        work(fresh);
        work(old);
        assertThat(targets.byKey()).isEqualTo(rows(2, 1));
        assertThat(old.report().byOlder()).as("and says what it sees").isEqualTo(1);
        work(process(Rings.ring(1, 2)));
        assertThat(targets.byKey())
                .as("started anew, the old key is the operator's word")
                .isEqualTo(rows(1, 1));
    }

    @Test
    void withoutAnyKeyOnlyWhatIsMissingIsTold() {
        put(0, 1);
        put(1, 1);
        targets.put(key(2), Rings.nameless(Rings.document(Place.TARGET.label(key(2)), "s", 1)));
        var process = process(Optional.empty());
        work(process);
        assertThat(process.report().missing()).isEqualTo(Map.of(Rings.id(1).text(), 2L, "", 1L));
    }

    @Test
    void whatIsDamagedIsTriedAgainOnlyWithTheNextLook() {
        targets.put(key(0), "{\"sealed\": \"nothing that was ever sealed\"}");
        put(1, 1);
        work(process(Rings.ring(2, 1)));
        assertThat(targets.byKey()).isEqualTo(Map.of("", 1L, Rings.id(2).text(), 1L));
    }
}
