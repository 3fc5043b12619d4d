package io.opsbus.notifier.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rows of a place promise. */
abstract class SealedRowsContract {
    private SealedRows rows = new InMemorySealedRows(Place.TARGET);

    /** An empty place. */
    abstract SealedRows empty();

    /** Puts a document under a name. */
    abstract void put(List<String> key, String document);

    @BeforeEach
    void start() {
        rows = empty();
    }

    private List<String> key(String name) {
        return rows.place().key().size() == 1 ? List.of("sub-" + name) : List.of("contact", "1", name);
    }

    private void put(String name, int key) {
        put(key(name), sealed(name, key));
    }

    private String sealed(String name, int key) {
        return Rings.document(rows.place().label(key(name)), "secret of " + name, key);
    }

    private static List<String> names(List<SealedRows.Row> found) {
        return found.stream()
                .map(row -> row.key().getLast().replace("sub-", ""))
                .toList();
    }

    @Test
    void rowsAreCountedByTheKeysThatSealedThem() {
        put("a", 1);
        put("b", 2);
        put("c", 2);
        put(key("d"), Rings.nameless(sealed("d", 1)));
        put(key("e"), "{\"type\": \"t\", \"note\": {\"sealed\": 7}}");
        put(key("f"), sealed("f", 1).replace("]", ", " + sealed("f", 3) + "]"));
        assertThat(rows.byKey())
                .isEqualTo(Map.of(
                        Rings.id(1).text(),
                        2L,
                        Rings.id(2).text(),
                        2L,
                        Rings.id(3).text(),
                        1L,
                        "",
                        1L));
    }

    @Test
    void whatAnotherKeyHasSealedIsFoundInPartsAndInOrder() {
        put("a", 1);
        put("b", 2);
        put("c", 1);
        put(key("d"), Rings.nameless(sealed("d", 2)));
        put("e", 1);
        var current = Rings.id(2);
        var first = rows.otherThan(current, List.of(), 2);
        assertThat(names(first)).containsExactly("a", "c");
        var second = rows.otherThan(current, first.getLast().key(), 2);
        assertThat(names(second)).as("also what names no key").containsExactly("d", "e");
        assertThat(rows.otherThan(current, second.getLast().key(), 2)).isEmpty();
        assertThat(names(rows.otherThan(Rings.id(9), List.of(), 9))).hasSize(5);
    }

    @Test
    void aRowIsReplacedOnlyWhileItIsWhatWasRead() {
        put("a", 1);
        var read = rows.otherThan(Rings.id(2), List.of(), 1).getFirst();
        var fresh = sealed("a", 2);
        assertThat(rows.replace(read, fresh)).isTrue();
        assertThat(rows.byKey()).isEqualTo(Map.of(Rings.id(2).text(), 1L));
        assertThat(rows.replace(read, sealed("a", 3))).as("somebody was first").isFalse();
        assertThat(rows.otherThan(Rings.id(2), List.of(), 1)).isEmpty();
        var label = rows.place().label(read.key());
        var now = rows.otherThan(Rings.id(9), List.of(), 1).getFirst();
        assertThat(Rings.opened(label, now.document(), Rings.ring(2))).isEqualTo("secret of a");
    }
}
