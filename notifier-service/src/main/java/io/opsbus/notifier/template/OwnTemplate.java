package io.opsbus.notifier.template;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import java.util.List;
import java.util.Map;

/**
 * A template of an account's own, or of the operator's for {@link #EVERYBODY}.
 *
 * @param key its name is a {@link TemplateName}'s
 * @param parts the templates of its texts, by the names of their fields
 */
public record OwnTemplate(Key key, Map<String, String> parts) implements Kept {
    /** Stands for every account that has none of its own. */
    public static final AccountId EVERYBODY = new AccountId("*");

    public OwnTemplate {
        parts = Map.copyOf(parts);
    }

    @Override
    public List<String> labels() {
        return List.of();
    }
}
