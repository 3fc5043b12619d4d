package io.opsbus.notifier.condition;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event's JSON as conditions read it: made when the first condition asks, because most events meet none. Not for several threads. */
public final class EventText {
    /** Of an event nobody may ask the text of: every word is missing. */
    public static final EventText NONE = new EventText(() -> "");

    private final Supplier<String> json;
    private @Nullable String lower;

    /** The text {@code json} gives when it is first needed. */
    public EventText(Supplier<String> json) {
        this.json = json;
    }

    /**
     * Whether the text holds the word anywhere.
     *
     * @param word in lower case
     */
    boolean holds(String word) {
        var known = lower;
        if (known == null) {
            known = json.get().toLowerCase(Locale.ROOT);
            lower = known;
        }
        return known.contains(word);
    }
}
