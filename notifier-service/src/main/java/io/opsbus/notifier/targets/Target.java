package io.opsbus.notifier.targets;

import io.opsbus.notifier.FieldProblem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A place deliveries go to, already validated. What {@link #form} says, {@link #read} takes back: it is the API's form and the store's.
 * Secrets in it are {@link Secret}s, so a store seals exactly those and an answer hides them.
 */
public sealed interface Target permits Webhook, Robot, Mail, Sms, Queue, Function, LogStore, KafkaTopic, Unusable {

    /** The kinds there are. */
    enum Kind {
        WEBHOOK,
        ROBOT,
        MAIL,
        SMS,
        QUEUE,
        FUNCTION,
        LOG_STORE,
        KAFKA_TOPIC;

        /** Kinds that have a sender. */
        private static final Set<Kind> OFFERED = EnumSet.allOf(Kind.class);

        /** The word in the field {@code type}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether a subscription may ask for it. */
        public boolean offered() {
            return OFFERED.contains(this);
        }

        /** The kind of a word. */
        public static Optional<Kind> of(String word) {
            return List.of(values()).stream()
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    /** What people are written to in. */
    enum Language {
        ZH,
        EN
    }

    /** An access key of somebody's: its id is no secret. */
    record Login(String id, Secret secret) {}

    /** Which kind it is. */
    Kind kind();

    /** How fast it is sent to. */
    Rate rate();

    /**
     * Its fields, {@code type} first: texts, numbers, booleans, secrets, and lists and maps of these; absent ones are left out.
     */
    Map<String, Object> form();

    /**
     * Checks the fields of a target.
     *
     * @param form texts, numbers, booleans, and lists and maps of these, as JSON gives them
     * @param problems what is wrong with it is added here, and nothing is returned then
     */
    static Optional<Target> read(Map<String, ?> form, List<FieldProblem> problems) {
        return read("target", form, problems);
    }

    /** The same of a target in the field {@code name}. */
    static Optional<Target> read(String name, Map<String, ?> form, List<FieldProblem> problems) {
        var found = new ArrayList<FieldProblem>();
        var fields = new Fields(form, name + ".", found);
        var kind = kind(fields);
        Optional<Target> target = kind.isEmpty() ? Optional.empty() : Optional.of(read(kind.get(), fields));
        fields.rest();
        problems.addAll(found);
        return found.isEmpty() ? target : Optional.empty();
    }

    private static Optional<Kind> kind(Fields fields) {
        var word = fields.text("type", Kind.WEBHOOK.word());
        var kind = Kind.of(word);
        if (kind.isEmpty()) {
            var words = List.of(Kind.values()).stream().map(Kind::word).toList();
            fields.wrong("type", "Unknown", "a target is one of " + String.join(", ", words));
            fields.ignoreRest();
        }
        return kind;
    }

    private static Target read(Kind kind, Fields fields) {
        return switch (kind) {
            case WEBHOOK -> Webhook.read(fields);
            case ROBOT -> Robot.read(fields);
            case MAIL -> Mail.read(fields);
            case SMS -> Sms.read(fields);
            case QUEUE -> Queue.read(fields);
            case FUNCTION -> Function.read(fields);
            case LOG_STORE -> LogStore.read(fields);
            case KAFKA_TOPIC -> KafkaTopic.read(fields);
        };
    }
}
