package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.pace.QuietHours;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes the JSON of every answer. */
public final class Answers {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Answers() {}

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Writing {
        /** Writes them. */
        void to(JsonGenerator out) throws IOException;
    }

    /** An answer that is an object. */
    public static ApiAnswer answer(int status, Writing writing) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            writing.to(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new ApiAnswer(status, bytes.toByteArray());
    }

    /** It is done, and there is nothing to say. */
    public static ApiAnswer nothing() {
        return new ApiAnswer(204, new byte[0]);
    }

    /** An error, and what was wrong with which field. */
    public static ApiAnswer error(ApiError error, List<FieldProblem> problems) {
        return answer(error.status(), out -> {
            out.writeStringField("code", error.code());
            out.writeStringField("message", error.message());
            out.writeArrayFieldStart("errors");
            for (var problem : problems) {
                out.writeStartObject();
                out.writeStringField("field", problem.field());
                out.writeStringField("code", problem.code());
                out.writeStringField("message", problem.message());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** One subscription; of secrets only that there are some. */
    public static ApiAnswer subscription(int status, Subscription subscription) {
        return answer(status, out -> fields(out, subscription));
    }

    /** All these subscriptions. */
    public static ApiAnswer subscriptions(List<Subscription> all) {
        return answer(200, out -> {
            out.writeArrayFieldStart("subscriptions");
            for (var subscription : all) {
                out.writeStartObject();
                fields(out, subscription);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static void fields(JsonGenerator out, Subscription subscription) throws IOException {
        var selector = subscription.selectors().getFirst();
        out.writeStringField("id", subscription.id().value());
        out.writeStringField("accountId", subscription.account().value());
        out.writeNumberField("version", subscription.version());
        out.writeStringField("targetId", subscription.id().target().value());
        texts(out, "levels", selector.levels().stream().sorted().map(Enum::name).toList());
        texts(out, "names", selector.names().stream().map(NamePattern::text).toList());
        out.writeStringField("product", selector.product());
        texts(out, "resources", selector.resources().texts());
        if (selector.statuses().isPresent()) {
            texts(out, "statuses", List.copyOf(new TreeSet<>(selector.statuses().get())));
        }
        target(out, "target", subscription.target());
        if (subscription.fallback().isPresent()) {
            out.writeStringField(
                    "fallbackTargetId", subscription.id().target().fallback().value());
            target(out, "fallback", subscription.fallback().get().target());
            out.writeBooleanField(
                    "fallbackWhenDisabled", subscription.fallback().get().whenDisabled());
        }
        out.writeBooleanField("enabled", subscription.enabled());
        pace(out, subscription.pace());
        if (subscription.order().isKept()) {
            out.writeStringField("resourceOrder", subscription.order().name());
        }
    }

    private static void target(JsonGenerator out, String name, Target target) throws IOException {
        out.writeObjectFieldStart(name);
        for (var field : target.form().entrySet()) {
            out.writeFieldName(field.getKey());
            shown(out, field.getValue());
        }
        out.writeEndObject();
    }

    /** What asks nothing is left out. */
    private static void pace(JsonGenerator out, Pace pace) throws IOException {
        if (!pace.merge().isZero()) {
            out.writeNumberField("mergeSeconds", pace.merge().toSeconds());
        }
        var quiet = pace.quiet();
        if (!quiet.isNone()) {
            out.writeObjectFieldStart("quiet");
            out.writeStringField("from", QuietHours.text(quiet.from()));
            out.writeStringField("to", QuietHours.text(quiet.to()));
            out.writeStringField("zone", quiet.zone());
            texts(out, "except", quiet.through().stream().map(Enum::name).toList());
            out.writeBooleanField("programs", quiet.programsToo());
            out.writeEndObject();
        }
    }

    /** Secrets go in and never come out; of a map of secrets, such as headers, the names are told. */
    private static void shown(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case Secret secret -> out.writeString(secret.hint());
            case Integer number -> out.writeNumber(number);
            case Boolean bool -> out.writeBoolean(bool);
            case Map<?, ?> secrets -> shown(out, List.copyOf(new TreeSet<>(secrets.keySet())));
            case List<?> list -> {
                out.writeStartArray();
                for (var item : list) {
                    shown(out, item);
                }
                out.writeEndArray();
            }
            default -> out.writeString(value.toString());
        }
    }

    static void texts(JsonGenerator out, String name, List<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (var text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    /** An object of texts. */
    public static ApiAnswer texts(Map<String, String> texts) {
        return answer(200, out -> {
            for (var text : texts.entrySet()) {
                out.writeStringField(text.getKey(), text.getValue());
            }
        });
    }

    static void object(JsonGenerator out, String name, Map<String, String> texts) throws IOException {
        out.writeObjectFieldStart(name);
        for (var text : texts.entrySet()) {
            out.writeStringField(text.getKey(), text.getValue());
        }
        out.writeEndObject();
    }

    static ApiAnswer stats(Counts.Sums sums, long parkedNow, long templatesFailed) {
        return answer(200, out -> {
            out.writeNumberField("routed", sums.routed());
            out.writeNumberField("delivered", sums.delivered());
            out.writeNumberField("parked", sums.parked());
            out.writeNumberField("parkedNow", parkedNow);
            out.writeNumberField("recalled", sums.recalled());
            out.writeNumberField("handedOver", sums.handedOver());
            out.writeNumberField("superseded", sums.superseded());
            out.writeNumberField("templatesFailed", templatesFailed);
            numbers(out, "attempts", sums.attempts());
            numbers(out, "filtered", sums.filtered());
            numbers(out, "deadLettered", sums.deadLettered());
        });
    }

    private static void numbers(JsonGenerator out, String name, Map<String, Long> numbers) throws IOException {
        out.writeObjectFieldStart(name);
        for (var number : numbers.entrySet()) {
            out.writeNumberField(number.getKey(), number.getValue());
        }
        out.writeEndObject();
    }
}
