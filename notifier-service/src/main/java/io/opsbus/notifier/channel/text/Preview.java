package io.opsbus.notifier.channel.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.targets.Mail;
import io.opsbus.notifier.targets.Robot;
import io.opsbus.notifier.targets.Sms;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.Message;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.notifier.template.TemplateName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people would be told of events, without telling them. */
public final class Preview {
    private final Wording wording;

    /** Previews in these words. */
    public Preview(Wording wording) {
        this.wording = wording;
    }

    /** Subject, text and HTML as far as the account's target gets them; the JSON for programs. */
    public Map<String, String> of(AccountId account, Target target, Body event) {
        return name(target)
                .map(name -> wording.of(account, name, List.of(EventDocument.of(event)))
                        .fields())
                .orElseGet(() -> Map.of("json", new String(event.bytes(), UTF_8)));
    }

    private static Optional<TemplateName> name(Target target) {
        return switch (target) {
            case Mail mail -> Optional.of(new TemplateName(Medium.MAIL, mail.language()));
            case Robot robot -> Optional.of(new TemplateName(Medium.ROBOT, robot.language()));
            case Sms sms -> Optional.of(new TemplateName(Medium.SMS, sms.language()));
            default -> Optional.empty();
        };
    }

    /** What a template comes to. */
    public sealed interface Tried {
        /**
         * This.
         *
         * @param single of the event
         * @param several of a digest of samples
         */
        record Works(Message single, Message several) implements Tried {}

        /** It does not work; of such events people would be told in the built-in words. */
        record Fails(FieldProblem why) implements Tried {}
    }

    /**
     * Tries a template, or the built-in one.
     *
     * @param sheets empty for the built-in one
     * @param event empty for a sample
     */
    public Tried of(TemplateName name, Optional<Sheets> sheets, Optional<Body> event) {
        var one = event.map(body -> List.of(EventDocument.of(body))).orElseGet(Samples::one);
        return switch (said(name, sheets, one)) {
            case Sheets.Said.Nothing(var why) -> new Tried.Fails(why);
            case Sheets.Said.Words(var single) ->
                switch (said(name, sheets, Samples.several())) {
                    case Sheets.Said.Nothing(var why) -> new Tried.Fails(why);
                    case Sheets.Said.Words(var several) -> new Tried.Works(single, several);
                };
        };
    }

    private Sheets.Said said(TemplateName name, Optional<Sheets> sheets, List<EventDocument> events) {
        return sheets.map(own -> wording.by(own, name, events))
                .orElseGet(() -> new Sheets.Said.Words(wording.builtIn(name, events)));
    }
}
