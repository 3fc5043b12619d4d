package io.opsbus.notifier.channel.text;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much is told of events: what is left out is counted, so that counts stay exact.
 *
 * @param resources that are named of a kind of event at most
 * @param kinds of event that are told of at most
 */
record Detail(int resources, int kinds) {
    /** All there is room for as a rule. */
    static final Detail FULL = new Detail(20, 20);

    /** Names of resources go first: kinds and their counts say more. */
    private static final List<Detail> OF_SEVERAL = Stream.concat(
                    IntStream.of(20, 10, 5, 2, 1).mapToObj(resources -> new Detail(resources, 20)),
                    IntStream.rangeClosed(0, 20).mapToObj(fewer -> new Detail(0, 20 - fewer)))
            .toList();

    /** From all to next to nothing; of one event all is told. */
    static List<Detail> descending(int events) {
        return events == 1 ? List.of(FULL) : OF_SEVERAL;
    }
}
