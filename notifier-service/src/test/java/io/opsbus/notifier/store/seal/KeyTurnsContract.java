package io.opsbus.notifier.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the turns of keys promise. */
abstract class KeyTurnsContract {
    /** Nobody's turn yet. */
    abstract KeyTurns empty();

    @Test
    void itIsTheTurnOfTheKeyThatCameLastAndAnOlderOneMayComeAgain() {
        var turns = empty();
        assertThat(turns.isLast(Rings.id(1))).isFalse();
        turns.begin(Rings.id(1));
        turns.begin(Rings.id(1));
        assertThat(turns.isLast(Rings.id(1))).isTrue();
        turns.begin(Rings.id(2));
        assertThat(turns.isLast(Rings.id(1))).isFalse();
        assertThat(turns.isLast(Rings.id(2))).isTrue();
        turns.begin(Rings.id(3));
        turns.begin(Rings.id(1));
        assertThat(turns.isLast(Rings.id(1))).isTrue();
        assertThat(turns.isLast(Rings.id(3))).isFalse();
    }
}
