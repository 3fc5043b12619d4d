package io.opsbus.notifier.store.seal;

import io.opsbus.notifier.SubscriptionId;
import java.util.List;

/** Where secrets stand in PostgreSQL: a column of JSON, and the columns that name its row. */
public enum Place {
    /** What a subscription's own target needs. */
    TARGET("subscriptions", "target"),
    /** What its fallback needs. */
    FALLBACK("subscriptions", "fallback"),
    /** What accounts keep under names: the robots of contacts. */
    SHELF("shelves", "content");

    private final String table;
    private final String column;

    Place(String table, String column) {
        this.table = table;
        this.column = column;
    }

    String table() {
        return table;
    }

    String column() {
        return column;
    }

    /** The columns that name a row. */
    List<String> key() {
        return switch (this) {
            case TARGET, FALLBACK -> List.of("id");
            case SHELF -> List.of("kind", "account", "name");
        };
    }

    /** What the secrets of a row are for. */
    Label label(List<String> ofRow) {
        return switch (this) {
            case TARGET, FALLBACK -> Label.target(new SubscriptionId(ofRow.getFirst()));
            case SHELF -> Label.ROBOT;
        };
    }
}
