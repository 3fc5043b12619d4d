package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.channel.text.Preview;
import io.opsbus.notifier.channel.text.Preview.Tried;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.template.OwnTemplate;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.notifier.template.TemplateName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Own templates of an account; of the account {@code *} are those of every account that has none.
 *
 * <pre>
 * GET    .../templates                  every name ({medium}-{language}), and whose template counts
 * GET    .../templates/{name}           the one that counts: the account's, everybody's or the built-in one
 * PUT    .../templates/{name}           {"subject", "text", "html"}; only one that works on samples is taken
 * DELETE .../templates/{name}
 * POST   .../templates/{name}:preview   body as for PUT, or none for the one that counts; ?event=: the id of a past event, else a sample
 * </pre>
 */
public final class TemplateRoutes {
    private static final String PREVIEW = ":preview";
    private static final int MOST_FOUND = 100;

    private final Book<OwnTemplate> book;
    private final Wording wording;
    private final PastEvents past;
    private final Runnable committed;
    private final Supplier<String> freshIds;

    /**
     * Over these.
     *
     * @param past events to try templates on
     * @param committed called after each change and before its answer: from then on people are written to by it
     * @param freshIds never the same twice
     */
    public TemplateRoutes(
            Book<OwnTemplate> book, Wording wording, PastEvents past, Runnable committed, Supplier<String> freshIds) {
        this.book = book;
        this.wording = wording;
        this.past = past;
        this.committed = committed;
        this.freshIds = freshIds;
    }

    /** A template, and whose it is. */
    private record Counting(String origin, Optional<OwnTemplate> own) {}

    /** How many messages went out in the built-in words because an own template failed on them. */
    long failed() {
        return wording.failed();
    }

    /** {@code path} is what follows {@code /accounts/{account}/templates}. */
    ApiAnswer answer(ApiRequest request, AccountId account, List<String> path) {
        if (path.isEmpty()) {
            return request.method().equals("GET") ? list(account) : error(ApiError.METHOD);
        }
        var part = path.getFirst();
        var previews = part.endsWith(PREVIEW);
        var name = TemplateName.of(previews ? part.substring(0, part.length() - PREVIEW.length()) : part);
        if (path.size() > 1 || name.isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        if (previews) {
            return request.method().equals("POST") ? preview(request, account, name.get()) : error(ApiError.METHOD);
        }
        return switch (request.method()) {
            case "GET" -> show(account, name.get());
            case "PUT" -> put(request, account, name.get());
            case "DELETE" -> delete(account, name.get());
            default -> error(ApiError.METHOD);
        };
    }

    private Counting counting(AccountId account, TemplateName name) {
        return Stream.of(account, OwnTemplate.EVERYBODY)
                .flatMap(whose -> book.shelf().find(new Key(whose, name.toString())).stream())
                .findFirst()
                .map(own -> new Counting(
                        own.key().account().equals(OwnTemplate.EVERYBODY) ? "everybody" : "account", Optional.of(own)))
                .orElseGet(() -> new Counting("built-in", Optional.empty()));
    }

    private ApiAnswer list(AccountId account) {
        var rows = TemplateName.ALL.stream()
                .map(name -> Map.entry(name, counting(account, name)))
                .toList();
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("templates");
            for (var row : rows) {
                out.writeStartObject();
                out.writeStringField("name", row.getKey().toString());
                out.writeStringField("origin", row.getValue().origin());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private ApiAnswer show(AccountId account, TemplateName name) {
        var counts = counting(account, name);
        var parts = counts.own().map(OwnTemplate::parts).orElseGet(() -> wording.source(name));
        return Answers.answer(200, out -> {
            out.writeStringField("name", name.toString());
            out.writeStringField("origin", counts.origin());
            for (var form : name.medium().forms()) {
                var part = parts.get(form.field());
                if (part != null) {
                    out.writeStringField(form.field(), part);
                }
            }
        });
    }

    private ApiAnswer put(ApiRequest request, AccountId account, TemplateName name) {
        return switch (TemplateReading.read(request, name)) {
            case TemplateReading.Read.Unsound(var error, var problems) -> Answers.error(error, problems);
            case TemplateReading.Read.Sound(var parts, var sheets) ->
                switch (new Preview(wording).of(name, Optional.of(sheets), Optional.empty())) {
                    case Tried.Fails(var why) -> Answers.error(ApiError.INVALID, List.of(why));
                    case Tried.Works _ -> {
                        var key = new Key(account, name.toString());
                        change(key, new OwnTemplate(key, parts));
                        yield show(account, name);
                    }
                };
        };
    }

    private ApiAnswer delete(AccountId account, TemplateName name) {
        var key = new Key(account, name.toString());
        if (book.shelf().find(key).isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        change(key, null);
        return Answers.nothing();
    }

    private void change(Key key, @Nullable OwnTemplate template) {
        book.ledger().change(key, ChangeKey.once(freshIds.get()), _ -> Decision.accepted(template, List.of()));
        committed.run();
    }

    private ApiAnswer preview(ApiRequest request, AccountId account, TemplateName name) {
        var query = new QueryReading(request.query(), Set.of("event"));
        var id = query.value("event", "the id of an event", Optional::of);
        var event = id.flatMap(text -> pastEvent(account, text));
        var problems = new ArrayList<>(query.problems());
        if (id.isPresent() && event.isEmpty()) {
            problems.add(new FieldProblem("event", "Unknown", "no event of this account with that id is kept"));
        }
        if (!problems.isEmpty()) {
            return Answers.error(ApiError.INVALID, problems);
        }
        var isEmpty = request.body().filter(body -> body.bytes().length == 0).isPresent();
        if (isEmpty) {
            var sheets = counting(account, name)
                    .own()
                    .flatMap(own -> Sheets.read(name.medium(), own.parts(), new ArrayList<>()));
            return tried(name, sheets, event);
        }
        return switch (TemplateReading.read(request, name)) {
            case TemplateReading.Read.Unsound(var error, var wrong) -> Answers.error(error, wrong);
            case TemplateReading.Read.Sound sound -> tried(name, Optional.of(sound.sheets()), event);
        };
    }

    private Optional<PastEvent> pastEvent(AccountId account, String id) {
        var words = new PastEvents.Words("", "", "", "", "", id);
        return Stream.of(false, true)
                .map(isCustom -> new PastEvents.Query(
                        account, isCustom, Optional.empty(), Optional.empty(), words, Optional.empty()))
                .flatMap(query -> past.find(query, 0, MOST_FOUND).stream())
                .filter(found -> found.event().id().equals(id))
                .findFirst();
    }

    private ApiAnswer tried(TemplateName name, Optional<Sheets> sheets, Optional<PastEvent> event) {
        var body = event.map(found -> Body.of(found.json().getBytes(UTF_8)));
        return switch (new Preview(wording).of(name, sheets, body)) {
            case Tried.Fails(var why) -> Answers.error(ApiError.INVALID, List.of(why));
            case Tried.Works(var single, var several) ->
                Answers.answer(200, out -> {
                    out.writeStringField("name", name.toString());
                    out.writeStringField(
                            "event", event.map(found -> found.event().id()).orElse("sample"));
                    Answers.object(out, "single", single.fields());
                    Answers.object(out, "several", several.fields());
                });
        };
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
