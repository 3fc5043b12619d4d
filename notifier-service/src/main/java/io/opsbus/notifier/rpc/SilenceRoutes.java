package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.silence.InForce;
import io.opsbus.notifier.silence.Scope;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.silence.SilenceDraft;
import io.opsbus.notifier.store.NoFact;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Silences of an account.
 *
 * <pre>
 * POST   .../silences               make one; header ClientToken or Idempotency-Key makes it safe to repeat
 * GET    .../silences               those kept, the last to end first; ?state=pending, active or ended
 * GET    .../silences/{id}
 * POST   .../silences/{id}:expire   over from now on
 * </pre>
 */
public final class SilenceRoutes {
    private static final String EXPIRE = ":expire";
    private static final int MOST = 10_000;

    private final Book<Silence> book;
    private final Supplier<InForce> inForce;
    private final Runnable committed;
    private final Supplier<String> freshIds;
    private final InstantSource clock;

    /**
     * Over these.
     *
     * @param inForce the silences that are not over, as this process knows them
     * @param committed called after each change and before its answer: from then on events are told by it
     * @param freshIds lower-case letters and digits, never the same twice
     */
    public SilenceRoutes(
            Book<Silence> book,
            Supplier<InForce> inForce,
            Runnable committed,
            Supplier<String> freshIds,
            InstantSource clock) {
        this.book = book;
        this.inForce = inForce;
        this.committed = committed;
        this.freshIds = freshIds;
        this.clock = clock;
    }

    /** The account has as many as it may. */
    private record Full() implements Refusal {}

    /** {@code path} is what follows {@code /accounts/{account}/silences}. */
    ApiAnswer answer(ApiRequest request, AccountId account, List<String> path) {
        return switch (path.size()) {
            case 0 ->
                switch (request.method()) {
                    case "GET" -> list(request, account);
                    case "POST" -> create(request, account);
                    default -> error(ApiError.METHOD);
                };
            case 1 -> one(request.method(), account, path.getFirst());
            default -> error(ApiError.NOT_FOUND);
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private ApiAnswer list(ApiRequest request, AccountId account) {
        var query = new QueryReading(request.query(), Set.of("state"));
        var state = query.value("state", "pending, active or ended", Silence.State::of);
        if (!query.problems().isEmpty()) {
            return Answers.error(ApiError.INVALID, query.problems());
        }
        var now = now();
        var found = book.shelf().list(Shelf.Query.all(account), 0, MOST).entries().stream()
                .filter(one -> state.map(asked -> one.at(now) == asked).orElse(true))
                .sorted(Comparator.comparing(Silence::until)
                        .thenComparing(one -> one.key().name())
                        .reversed())
                .toList();
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("silences");
            for (var one : found) {
                out.writeStartObject();
                fields(out, one, now);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private ApiAnswer one(String method, AccountId account, String part) {
        var expires = part.endsWith(EXPIRE);
        var id = expires ? part.substring(0, part.length() - EXPIRE.length()) : part;
        if (!Key.isName(id)) {
            return error(ApiError.NOT_FOUND);
        }
        if (!method.equals(expires ? "POST" : "GET")) {
            return error(ApiError.METHOD);
        }
        var key = new Key(account, id);
        if (expires && book.shelf().find(key).isPresent()) {
            expire(key);
        }
        return show(200, key);
    }

    private void expire(Key key) {
        var now = now();
        book.ledger()
                .change(
                        key,
                        ChangeKey.once(freshIds.get()),
                        stored -> Decision.accepted(stored == null ? null : stored.ended(now), List.of()));
        committed.run();
    }

    private ApiAnswer show(int status, Key key) {
        var now = now();
        return book.shelf()
                .find(key)
                .map(one -> Answers.answer(status, out -> fields(out, one, now)))
                .orElseGet(() -> error(ApiError.NOT_FOUND));
    }

    private ApiAnswer create(ApiRequest request, AccountId account) {
        if (request.body().isEmpty()) {
            return error(ApiError.TOO_LARGE);
        }
        var fresh = freshIds.get();
        var once = request.changeKey(account, "CreateSilence", fresh);
        if (once.isEmpty()) {
            return error(ApiError.TOKEN);
        }
        var key = new Key(account, Silence.PREFIX + fresh);
        return switch (DraftReading.silence(request.body().get().bytes())) {
            case DraftReading.Read.NoJson<SilenceDraft>() -> error(ApiError.MALFORMED);
            case DraftReading.Read.Wrong<SilenceDraft>(var problems) -> Answers.error(ApiError.INVALID, problems);
            case DraftReading.Read.Draft<SilenceDraft>(var draft) ->
                switch (draft.check(key, now())) {
                    case SilenceDraft.Checked.Unsound(var problems) -> Answers.error(ApiError.INVALID, problems);
                    case SilenceDraft.Checked.Sound(var silence) -> create(silence, once.get());
                };
        };
    }

    private ApiAnswer create(Silence silence, ChangeKey once) {
        var account = silence.key().account();
        var isFull = inForce.get().count(account, now()) >= book.cap().most();
        var decision = book.ledger()
                .<String>change(
                        silence.key(),
                        once,
                        ReplyCodec.text(),
                        _ -> isFull
                                ? Decision.refused(new Full())
                                : new Decision.Accepted<>(silence, silence.key().name(), List.of()));
        committed.run();
        return switch (decision) {
            case Decision.Accepted<Silence, String, NoFact> accepted ->
                // a repeated request hears of the first one's silence, as it is now
                show(201, new Key(account, accepted.reply())).about(accepted.reply());
            case Decision.Refused<Silence, String, NoFact> _ -> error(ApiError.TOO_MANY_SILENCES);
        };
    }

    private static void fields(JsonGenerator out, Silence silence, Instant now) throws IOException {
        out.writeStringField("id", silence.key().name());
        out.writeStringField("state", silence.at(now).word());
        out.writeStringField("from", silence.from().toString());
        out.writeStringField("until", silence.until().toString());
        scope(out, silence.scope());
        note(out, silence.note());
    }

    /** A scope as an object of its own. */
    static void scope(JsonGenerator out, String name, Scope scope) throws IOException {
        out.writeObjectFieldStart(name);
        scope(out, scope);
        out.writeEndObject();
    }

    private static void scope(JsonGenerator out, Scope scope) throws IOException {
        out.writeStringField("product", scope.product());
        Answers.texts(out, "levels", scope.levels());
        Answers.texts(out, "names", scope.names());
        Answers.texts(out, "resources", scope.resources());
        if (!scope.statuses().isEmpty()) {
            Answers.texts(out, "statuses", scope.statuses());
        }
        if (!scope.words().isEmpty()) {
            out.writeStringField("words", scope.words());
        }
    }

    static void note(JsonGenerator out, Silence.Note note) throws IOException {
        out.writeStringField("author", note.author());
        out.writeStringField("comment", note.comment());
        out.writeStringField("madeAt", note.madeAt().toString());
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
