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
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.InhibitionDraft;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.store.NoFact;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;

/**
 * Inhibitions of an account.
 *
 * <pre>
 * POST   .../inhibitions        make one; header ClientToken or Idempotency-Key makes it safe to repeat
 * GET    .../inhibitions
 * GET    .../inhibitions/{id}   and where it is ongoing
 * DELETE .../inhibitions/{id}
 * </pre>
 */
public final class InhibitionRoutes {
    private static final int MOST = 1_000;

    private final Book<Inhibition> book;
    private final Ongoing ongoing;
    private final Runnable committed;
    private final Supplier<String> freshIds;
    private final InstantSource clock;

    /**
     * Over these.
     *
     * @param committed called after each change and before its answer: from then on events are told by it
     * @param freshIds lower-case letters and digits, never the same twice
     */
    public InhibitionRoutes(
            Book<Inhibition> book,
            Ongoing ongoing,
            Runnable committed,
            Supplier<String> freshIds,
            InstantSource clock) {
        this.book = book;
        this.ongoing = ongoing;
        this.committed = committed;
        this.freshIds = freshIds;
        this.clock = clock;
    }

    /** The account has as many as it may. */
    private record Full() implements Refusal {}

    /** {@code path} is what follows {@code /accounts/{account}/inhibitions}. */
    ApiAnswer answer(ApiRequest request, AccountId account, List<String> path) {
        if (path.size() > 1) {
            return error(ApiError.NOT_FOUND);
        }
        if (path.isEmpty()) {
            return switch (request.method()) {
                case "GET" -> list(account);
                case "POST" -> create(request, account);
                default -> error(ApiError.METHOD);
            };
        }
        if (!Key.isName(path.getFirst())) {
            return error(ApiError.NOT_FOUND);
        }
        var key = new Key(account, path.getFirst());
        return switch (request.method()) {
            case "GET" -> show(200, key);
            case "DELETE" -> remove(key);
            default -> error(ApiError.METHOD);
        };
    }

    private ApiAnswer list(AccountId account) {
        var all = book.shelf().list(Shelf.Query.all(account), 0, MOST).entries();
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("inhibitions");
            for (var one : all) {
                out.writeStartObject();
                fields(out, one);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private ApiAnswer show(int status, Key key) {
        var found = book.shelf().find(key);
        if (found.isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        var going = ongoing.of(key.account(), key.name(), clock.instant(), MOST);
        return Answers.answer(status, out -> {
            fields(out, found.get());
            out.writeArrayFieldStart("ongoing");
            for (var one : going) {
                out.writeStartObject();
                out.writeStringField("resource", one.place().resource());
                out.writeStringField("since", one.span().since().toString());
                out.writeStringField("until", one.span().until().toString());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private ApiAnswer remove(Key key) {
        if (book.shelf().find(key).isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        book.ledger().change(key, ChangeKey.once(freshIds.get()), _ -> Decision.accepted(null, List.of()));
        committed.run();
        return Answers.nothing();
    }

    private ApiAnswer create(ApiRequest request, AccountId account) {
        if (request.body().isEmpty()) {
            return error(ApiError.TOO_LARGE);
        }
        var fresh = freshIds.get();
        var once = request.changeKey(account, "CreateInhibition", fresh);
        if (once.isEmpty()) {
            return error(ApiError.TOKEN);
        }
        var key = new Key(account, Inhibition.PREFIX + fresh);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return switch (DraftReading.inhibition(request.body().get().bytes())) {
            case DraftReading.Read.NoJson<InhibitionDraft>() -> error(ApiError.MALFORMED);
            case DraftReading.Read.Wrong<InhibitionDraft>(var problems) -> Answers.error(ApiError.INVALID, problems);
            case DraftReading.Read.Draft<InhibitionDraft>(var draft) ->
                switch (draft.check(key, now)) {
                    case InhibitionDraft.Checked.Unsound(var problems) -> Answers.error(ApiError.INVALID, problems);
                    case InhibitionDraft.Checked.Sound(var sound) -> create(sound, once.get());
                };
        };
    }

    private ApiAnswer create(Inhibition made, ChangeKey once) {
        var account = made.key().account();
        var isFull = book.shelf().list(Shelf.Query.all(account), 0, 0).total()
                >= book.cap().most();
        var decision = book.ledger()
                .<String>change(
                        made.key(),
                        once,
                        ReplyCodec.text(),
                        _ -> isFull
                                ? Decision.refused(new Full())
                                : new Decision.Accepted<>(made, made.key().name(), List.of()));
        committed.run();
        return switch (decision) {
            case Decision.Accepted<Inhibition, String, NoFact> accepted ->
                // a repeated request hears of the first one's
                show(201, new Key(account, accepted.reply())).about(accepted.reply());
            case Decision.Refused<Inhibition, String, NoFact> _ -> error(ApiError.TOO_MANY_INHIBITIONS);
        };
    }

    private static void fields(JsonGenerator out, Inhibition one) throws IOException {
        out.writeStringField("id", one.key().name());
        SilenceRoutes.scope(out, "begins", one.begins());
        SilenceRoutes.scope(out, "ends", one.ends());
        SilenceRoutes.scope(out, "mutes", one.mutes());
        out.writeNumberField("atMostMinutes", one.atMost().toMinutes());
        SilenceRoutes.note(out, one.note());
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
