package io.opsbus.notifier.rpc.contact;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Refusal;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.contact.Code;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.rpc.Answers;
import io.opsbus.notifier.rpc.ApiAnswer;
import io.opsbus.notifier.rpc.ApiError;
import io.opsbus.notifier.rpc.ApiRequest;
import io.opsbus.notifier.rpc.QueryReading;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.store.NoFact;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Confirms addresses of an account's contacts, as {@code ConfirmContact} does.
 *
 * <pre>
 * POST .../contacts:confirm   (form: code)   204, or 404 when no address waits for it, or no longer
 * </pre>
 */
public final class ContactRoutes {
    /** What its one path is called. */
    public static final String NAME = "contacts:confirm";

    private static final int LONGEST = 64;

    private final Book<Contact> contacts;
    private final Runnable committed;
    private final Supplier<String> freshIds;
    private final InstantSource clock;

    /**
     * Over these.
     *
     * @param committed called after a change and before its answer
     * @param freshIds never the same twice
     */
    public ContactRoutes(Book<Contact> contacts, Runnable committed, Supplier<String> freshIds, InstantSource clock) {
        this.contacts = contacts;
        this.committed = committed;
        this.freshIds = freshIds;
        this.clock = clock;
    }

    private record NoCode() implements Refusal {}

    /** Answers at its one path. */
    public ApiAnswer answer(ApiRequest request, AccountId account) {
        if (!request.method().equals("POST")) {
            return Answers.error(ApiError.METHOD, List.of());
        }
        if (request.body().isEmpty()) {
            return Answers.error(ApiError.TOO_LARGE, List.of());
        }
        var form = new String(request.body().get().bytes(), StandardCharsets.UTF_8);
        var query = new QueryReading(form, Set.of("code"));
        var code = query.text("code", LONGEST).flatMap(Code::read);
        if (!query.problems().isEmpty()) {
            return Answers.error(ApiError.INVALID, query.problems());
        }
        var isConfirmed = code.map(one -> one.hash(account))
                .filter(hash -> waiting(account, hash)
                        .filter(key -> isConfirmed(key, hash))
                        .isPresent())
                .isPresent();
        committed.run();
        return isConfirmed ? Answers.nothing() : Answers.error(ApiError.NOT_FOUND, List.of());
    }

    private Optional<Key> waiting(AccountId account, String hash) {
        var query = new Shelf.Query(account, "", List.of(Contact.waitingFor(hash)));
        return contacts.shelf().list(query, 0, 1).entries().stream()
                .map(Contact::key)
                .findFirst();
    }

    private boolean isConfirmed(Key key, String hash) {
        var now = clock.instant();
        Decision<Contact, Decision.Done, NoFact> decision = contacts.ledger()
                .change(
                        key,
                        ChangeKey.ofRequest("confirm/" + freshIds.get()),
                        before -> Optional.ofNullable(before)
                                .flatMap(one -> one.confirmed(hash, now))
                                .<Decision<Contact, Decision.Done, NoFact>>map(one -> Decision.accepted(one, List.of()))
                                .orElseGet(() -> Decision.refused(new NoCode())));
        return decision instanceof Decision.Accepted<Contact, Decision.Done, NoFact>;
    }
}
