package io.opsbus.notifier.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the map of the platform, with keys whose hashes meet all the way down, half of it, or hardly ever. */
class TrieTest {
    private record Key(int number, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }
    }

    private static Key key(int number, String hashes) {
        return new Key(
                number,
                switch (hashes) {
                    case "few" -> number % 5;
                    case "high" -> (number % 16) << 28;
                    default -> number * 0x9E3779B9;
                });
    }

    private static <K, V> List<V> values(Trie<K, V> trie) {
        var all = new ArrayList<V>();
        trie.forEach(all::add);
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"few", "high", "many"})
    void itHoldsWhatTheMapHoldsAndNoCopyChangesAnother(String hashes) {
        var random = new Random(7);
        var trie = Trie.<Key, Integer>empty();
        var map = new HashMap<Key, Integer>();
        var older = new ArrayList<Trie<Key, Integer>>();
        var asTheyWere = new ArrayList<Map<Key, Integer>>();
        for (var i = 0; i < 2_000; i++) {
            var key = key(random.nextInt(150), hashes);
            if (random.nextInt(5) < 2) {
                trie = trie.without(key);
                map.remove(key);
            } else {
                trie = trie.with(key, i);
                map.put(key, i);
            }
            if (i % 100 == 0) {
                older.add(trie);
                asTheyWere.add(Map.copyOf(map));
            }
            assertThat(trie.size()).isEqualTo(map.size());
            assertThat(trie.get(key)).isEqualTo(map.get(key));
        }
        older.add(trie);
        asTheyWere.add(map);
        for (var i = 0; i < older.size(); i++) {
            var one = older.get(i);
            assertThat(values(one))
                    .containsExactlyInAnyOrderElementsOf(asTheyWere.get(i).values());
            for (var number = 0; number < 150; number++) {
                var key = key(number, hashes);
                assertThat(one.get(key)).isEqualTo(asTheyWere.get(i).get(key));
            }
        }
        for (var key : map.keySet()) {
            trie = trie.without(key);
        }
        assertThat(trie.isEmpty()).isTrue();
        assertThat(values(trie)).isEmpty();
    }
}
