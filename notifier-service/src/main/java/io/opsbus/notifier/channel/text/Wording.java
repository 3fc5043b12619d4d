package io.opsbus.notifier.channel.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.meta.OwnEvents;
import io.opsbus.notifier.template.Form;
import io.opsbus.notifier.template.Message;
import io.opsbus.notifier.template.OwnTemplates;
import io.opsbus.notifier.template.Sheet;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.notifier.template.TemplateName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts events into words: by the account's own template when it has one that works on them, else by the built-in one. One event is told in full,
 * several as a digest with exact counts.
 */
public final class Wording {
    private static final Logger LOGGER = LoggerFactory.getLogger(Wording.class);

    /** A built-in template's text. */
    private record BuiltIn(Form form, String source, Sheet sheet) {}

    private final Map<TemplateName, List<BuiltIn>> builtIn = new HashMap<>();
    private final OwnTemplates own;
    private final LongAdder failed = new LongAdder();
    /** Sheets a warning was written about. */
    private final Set<Sheets> warned = ConcurrentHashMap.newKeySet();

    /** The built-in words. */
    public Wording() {
        this(OwnTemplates.NONE);
    }

    /** Reads every built-in template. */
    public Wording(OwnTemplates own) {
        this.own = own;
        TemplateName.ALL.forEach(name -> builtIn.put(
                name,
                name.medium().forms().stream().map(form -> builtIn(name, form)).toList()));
    }

    private static BuiltIn builtIn(TemplateName name, Form form) {
        var path =
                "/notifier/text/" + name.language().name().toLowerCase(Locale.ROOT) + "/" + form.file() + ".mustache";
        try (var resource = Wording.class.getResourceAsStream(path)) {
            if (resource == null) {
                throw new IllegalStateException("no template " + path);
            }
            var source = new String(resource.readAllBytes(), UTF_8);
            var problems = new ArrayList<FieldProblem>();
            return Sheet.read(form, source, problems)
                    .map(sheet -> new BuiltIn(form, source, sheet))
                    .orElseThrow(() -> new IllegalStateException(path + ": " + problems));
        } catch (IOException e) {
            throw new IllegalStateException("a template cannot be read: " + path, e);
        }
    }

    /** The words, as many as they come to. */
    public Message of(AccountId account, TemplateName name, List<EventDocument> events) {
        return of(account, name, events, Room.ANY);
    }

    /**
     * The words, with as much detail as there is room for.
     *
     * @param account whose news it is
     * @param events at least one
     * @param room what does not fit with the least detail is too long all the same
     */
    public Message of(AccountId account, TemplateName name, List<EventDocument> events, Room room) {
        return own.of(account, name)
                .filter(_ -> events.stream().noneMatch(Wording::isToStrangers))
                .flatMap(sheets -> {
                    var said = by(sheets, name, events, room);
                    if (said instanceof Sheets.Said.Nothing(var why)) {
                        failed(sheets, account, name, why);
                    }
                    return said instanceof Sheets.Said.Words(var message) ? Optional.of(message) : Optional.empty();
                })
                .orElseGet(() -> builtIn(name, events, room));
    }

    private Message builtIn(TemplateName name, List<EventDocument> events, Room room) {
        return Detail.descending(events.size()).stream()
                .map(detail -> builtIn(name, events, detail))
                .filter(message -> room.holds(message.text()))
                .findFirst()
                .orElseGet(() ->
                        builtIn(name, events, Detail.descending(events.size()).getLast()));
    }

    /** The most detailed that fits; else the shortest there is, or why there is none. */
    private Sheets.Said by(Sheets sheets, TemplateName name, List<EventDocument> events, Room room) {
        var last = by(sheets, name, events);
        for (var detail : Detail.descending(events.size())) {
            if (last instanceof Sheets.Said.Words(var message) && room.holds(message.text())) {
                return last;
            }
            var next = by(sheets, name, events, detail);
            last = next instanceof Sheets.Said.Words ? next : last;
        }
        return last;
    }

    /** Who has not confirmed his address yet is not told what an account likes to write. */
    private static boolean isToStrangers(EventDocument event) {
        return event.text("name").equals(OwnEvents.ADDRESS_CONFIRMATION.name());
    }

    /** The words of a template that counts for nobody yet. */
    Sheets.Said by(Sheets sheets, TemplateName name, List<EventDocument> events) {
        return by(sheets, name, events, Detail.FULL);
    }

    private Sheets.Said by(Sheets sheets, TemplateName name, List<EventDocument> events, Detail detail) {
        return switch (sheets.say(Digest.of(events, name.language(), detail))) {
            case Sheets.Said.Words(var message) ->
                new Sheets.Said.Words(
                        message.titled(builtIn(name, events, detail).subject()));
            case Sheets.Said.Nothing nothing -> nothing;
        };
    }

    /** The built-in words. */
    Message builtIn(TemplateName name, List<EventDocument> events) {
        return builtIn(name, events, Detail.FULL);
    }

    private Message builtIn(TemplateName name, List<EventDocument> events, Detail detail) {
        var view = Digest.of(events, name.language(), detail);
        var texts = new LinkedHashMap<Form, String>();
        builtIn.getOrDefault(name, List.of())
                .forEach(one -> texts.put(one.form(), one.sheet().text(view)));
        return Message.of(texts);
    }

    private void failed(Sheets sheets, AccountId account, TemplateName name, FieldProblem why) {
        failed.increment();
        if (warned.add(sheets)) {
            LOGGER.atWarn()
                    .addKeyValue("accountId", account.value())
                    .addKeyValue("template", name)
                    .addKeyValue("field", why.field())
                    .addKeyValue("reason", why.message())
                    .log("an own template failed; the built-in one was sent in its place");
        }
    }

    /** How many messages an own template failed on; they went out in the built-in words. */
    public long failed() {
        return failed.sum();
    }

    /** The built-in template, to begin an own one with. */
    public Map<String, String> source(TemplateName name) {
        var parts = new LinkedHashMap<String, String>();
        builtIn.getOrDefault(name, List.of())
                .forEach(one -> parts.put(one.form().field(), one.source()));
        return parts;
    }
}
