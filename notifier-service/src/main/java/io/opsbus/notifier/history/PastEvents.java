package io.opsbus.notifier.history;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.keeping.Archive;
import io.opsbus.notifier.meta.EventCatalogue;
import io.opsbus.notifier.meta.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The events of the last days, read by their account: nobody sees another's. An account that has too many loses what happened first. */
public interface PastEvents extends Archive {
    /** Keeps these; one that is kept already stays as it is. */
    void keep(List<PastEvent> events, Instant now);

    /** At most {@code limit} of what is asked for after the first {@code offset}, the newest first. */
    List<PastEvent> find(Query query, long offset, int limit);

    /**
     * Where an event lies among those of its account.
     *
     * @param time the event's own
     * @param number of several of one time the one that was kept first has the least
     */
    record Place(Instant time, long number) {}

    /**
     * Some events, the oldest first.
     *
     * @param last where the last of them lies; empty when there are none
     */
    record Part(List<PastEvent> events, Optional<Place> last) {}

    /** Behind what place the newest {@code most} lie; empty when there are no others. */
    Optional<Place> before(Query query, int most);

    /** At most {@code limit} of what is asked for, the oldest first, behind a place; empty: from the first. */
    Part after(Query query, Optional<Place> place, int limit);

    /** How many there are of each sort, the most frequent first, at most {@code limit} sorts. */
    List<Tally> count(Query query, int limit);

    /**
     * A sort of events and how many.
     *
     * @param last when the last of them happened
     * @param json of the one that was kept last
     */
    record Tally(
            String product,
            String name,
            Level level,
            String region,
            String resource,
            String status,
            long count,
            Instant last,
            String json) {}

    /**
     * What is asked for; an empty text or set asks nothing, but for {@code resources}.
     *
     * @param from, to of the event's own time; {@code to} not included
     * @param resources bare ids; an empty set finds nothing
     */
    record Query(
            AccountId account,
            boolean isCustom,
            Optional<Instant> from,
            Optional<Instant> to,
            Words words,
            Optional<Set<String>> resources) {
        /** System events of an account. */
        public static Query all(AccountId account) {
            return new Query(account, false, Optional.empty(), Optional.empty(), Words.ANY, Optional.empty());
        }

        /** Whether the event is one of those; stores may ask otherwise, with the same result. */
        public boolean covers(PastEvent past) {
            var event = past.event();
            return event.account().equals(account)
                    && past.isCustom() == isCustom
                    && from.filter(event.eventTime()::isBefore).isEmpty()
                    && to.filter(end -> !event.eventTime().isBefore(end)).isEmpty()
                    && words.cover(past)
                    && resources.map(ids -> ids.contains(event.resource())).orElse(true);
        }
    }

    /** Words asked for, all but the event's id in any case of letters; empty ones ask nothing. */
    record Words(String product, String name, String level, String kind, String status, String keyword, String id) {
        /** Words that ask for no id. */
        public Words(String product, String name, String level, String kind, String status, String keyword) {
            this(product, name, level, kind, status, keyword, "");
        }

        /** Nothing is asked. */
        public static final Words ANY = new Words("", "", "", "", "", "");

        boolean cover(PastEvent past) {
            var event = past.event();
            return is(product, event.product())
                    && is(name, event.name())
                    && is(level, event.level().name())
                    && is(
                            kind,
                            EventCatalogue.kind(event.name())
                                    .map(EventKind::word)
                                    .orElse(""))
                    && is(status, event.status().orElse(""))
                    && (id.isEmpty() || id.equals(event.id()))
                    && past.json().toLowerCase(Locale.ROOT).contains(keyword.toLowerCase(Locale.ROOT));
        }

        private static boolean is(String asked, String has) {
            return asked.isEmpty() || asked.equalsIgnoreCase(has);
        }
    }
}
