package io.opsbus.notifier.template;

import io.opsbus.notifier.AccountId;
import java.util.Optional;

/** The templates accounts have of their own, as this process knows them. */
@FunctionalInterface
public interface OwnTemplates {
    /** Nobody has any. */
    OwnTemplates NONE = (_, _) -> Optional.empty();

    /** The account's, else everybody's; empty: the built-in one counts. */
    Optional<Sheets> of(AccountId account, TemplateName name);
}
