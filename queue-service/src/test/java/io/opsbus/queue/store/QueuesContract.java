package io.opsbus.queue.store;

import static io.opsbus.queue.Given.ALICE;
import static io.opsbus.queue.Given.BOB;
import static io.opsbus.queue.Given.NOON;
import static io.opsbus.queue.Given.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.AccountId;
import io.opsbus.queue.Attributes;
import io.opsbus.queue.DeadLetters;
import io.opsbus.queue.Given;
import io.opsbus.queue.Queue;
import io.opsbus.queue.QueueName;
import io.opsbus.queue.Queues;
import io.opsbus.queue.Queues.Creation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of queues does. */
abstract class QueuesContract {
    private static final int MOST = 3;
    private static final Attributes FULL = new Attributes(
            Duration.ofSeconds(7),
            2048,
            Duration.ofSeconds(61),
            Duration.ofSeconds(5),
            Duration.ofSeconds(9),
            true,
            new DeadLetters(new QueueName("graves"), 4));

    private Queues queues;

    abstract Queues empty();

    @BeforeEach
    void make() {
        queues = empty();
    }

    private Creation create(AccountId account, String name, Attributes attributes) {
        return queues.create(account, new QueueName(name), attributes, MOST, NOON);
    }

    @Test
    void aQueueIsReadAsItWasCreated() {
        assertThat(create(ALICE, "orders", FULL)).isInstanceOf(Creation.Created.class);

        Queue found = queues.find(ALICE, ORDERS).orElseThrow();
        assertThat(found.attributes()).isEqualTo(FULL);
        assertThat(found.createdAt()).isEqualTo(NOON);
        assertThat(found.modifiedAt()).isEqualTo(NOON);
    }

    @Test
    void creatingItAgainChangesNothing() {
        Creation first = create(ALICE, "orders", FULL);
        Creation again = create(ALICE, "orders", FULL);

        assertThat(again).isEqualTo(new Creation.Same(((Creation.Created) first).queue()));
        assertThat(create(ALICE, "orders", Attributes.DEFAULT)).isInstanceOf(Creation.Differs.class);
        assertThat(queues.find(ALICE, ORDERS).orElseThrow().attributes()).isEqualTo(FULL);
    }

    @Test
    void anAccountHasNoMoreThanItMay() {
        for (String name : List.of("a", "b", "c")) {
            assertThat(create(ALICE, name, FULL)).isInstanceOf(Creation.Created.class);
        }
        assertThat(create(ALICE, "d", FULL)).isInstanceOf(Creation.TooMany.class);
        assertThat(create(ALICE, "a", FULL)).isInstanceOf(Creation.Same.class);
        assertThat(create(BOB, "d", FULL)).isInstanceOf(Creation.Created.class);
    }

    @Test
    void anotherAccountsQueueIsNotThere() {
        create(ALICE, "orders", FULL);

        assertThat(queues.find(BOB, ORDERS)).isEmpty();
        assertThat(queues.change(BOB, ORDERS, _ -> Attributes.DEFAULT, NOON)).isEmpty();
        assertThat(queues.delete(BOB, ORDERS)).isFalse();
        assertThat(queues.list(BOB, "", "", 10)).isEmpty();
        assertThat(queues.find(ALICE, ORDERS).orElseThrow().attributes()).isEqualTo(FULL);
    }

    @Test
    void aChangeIsSeen() {
        create(ALICE, "orders", FULL);
        Attributes other = Given.retention(Duration.ofMinutes(2));
        Queue changed = queues.change(ALICE, ORDERS, before -> before.equals(FULL) ? other : FULL, NOON.plusSeconds(1))
                .orElseThrow();

        assertThat(changed.attributes()).isEqualTo(other);
        assertThat(changed.modifiedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(queues.find(ALICE, ORDERS)).contains(changed);
    }

    @Test
    void aDeletedQueuesNameIsFreeForAnotherQueue() {
        Creation first = create(ALICE, "orders", FULL);
        assertThat(queues.delete(ALICE, ORDERS)).isTrue();
        assertThat(queues.delete(ALICE, ORDERS)).isFalse();
        assertThat(queues.find(ALICE, ORDERS)).isEmpty();

        Creation second = create(ALICE, "orders", FULL);
        assertThat(((Creation.Created) second).queue().id())
                .isNotEqualTo(((Creation.Created) first).queue().id());
    }

    @Test
    void listsGoByNameFromAPlaceOn() {
        for (String name : List.of("b-2", "a-1", "b-1")) {
            create(ALICE, name, FULL);
        }
        create(BOB, "b-3", FULL);

        assertThat(names("", "", 10)).containsExactly("a-1", "b-1", "b-2");
        assertThat(names("b", "", 10)).containsExactly("b-1", "b-2");
        assertThat(names("", "a-1", 1)).containsExactly("b-1");
        assertThat(names("%", "", 10)).isEmpty();
    }

    private List<String> names(String prefix, String after, int most) {
        return queues.list(ALICE, prefix, after, most).stream()
                .map(queue -> queue.name().text())
                .toList();
    }
}
