package io.opsbus.queue.rpc;

import io.opsbus.queue.Attributes;
import io.opsbus.queue.DeadLetters;
import io.opsbus.queue.QueueName;
import io.opsbus.queue.rpc.xml.Element;
import io.opsbus.queue.rpc.xml.XmlReader;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attributes of a queue as clients send them: any of them, in any order. */
final class AttributesDocument {
    private final Element root;
    private final QueueName own;
    private Optional<RpcError> error = Optional.empty();

    private AttributesDocument(Element root, QueueName own) {
        this.root = root;
        this.own = own;
    }

    /** What reading a body came to. */
    sealed interface Reading {
        /** These are meant. */
        record Good(Attributes attributes) implements Reading {}

        /** This is wrong. */
        record Bad(RpcError error) implements Reading {}
    }

    /**
     * Reads a body.
     *
     * @param text may be empty: nothing is set
     * @param own name of the queue
     * @param before what holds for attributes that are not sent
     */
    static Reading read(String text, QueueName own, Attributes before) {
        if (text.isBlank()) {
            return new Reading.Good(before);
        }
        Optional<Element> root =
                XmlReader.read(text).filter(element -> element.name().equals("Queue"));
        return root.isEmpty()
                ? new Reading.Bad(QueueErrors.MALFORMED)
                : new AttributesDocument(root.get(), own).read(before);
    }

    private Reading read(Attributes before) {
        var attributes = new Attributes(
                seconds("DelaySeconds", before.delay(), 0, Attributes.LONGEST_DELAY),
                whole("MaximumMessageSize", before.largest(), Attributes.SMALLEST_LARGEST, Attributes.LARGEST_LARGEST),
                seconds(
                        "MessageRetentionPeriod",
                        before.retention(),
                        Attributes.SHORTEST_RETENTION,
                        Attributes.LONGEST_RETENTION),
                seconds(
                        "VisibilityTimeout",
                        before.visibility(),
                        Attributes.SHORTEST_VISIBILITY,
                        Attributes.LONGEST_VISIBILITY),
                seconds("PollingWaitSeconds", before.poll(), 0, Attributes.LONGEST_WAIT),
                flag(root, "LoggingEnabled", before.isLogged()),
                deadLetters(before.deadLetters()));
        return error.<Reading>map(Reading.Bad::new).orElseGet(() -> new Reading.Good(attributes));
    }

    private Duration seconds(String name, Duration before, int min, int max) {
        return Duration.ofSeconds(whole(name, (int) before.toSeconds(), min, max));
    }

    private int whole(String name, int before, int min, int max) {
        return root.text(name).map(text -> whole(text, name, before, min, max)).orElse(before);
    }

    private int whole(String text, String name, int fallback, int min, int max) {
        boolean isNumber = text.length() <= 9 && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        if (!isNumber || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            wrong(name + " must be from " + min + " to " + max + ".");
            return fallback;
        }
        return Integer.parseInt(text);
    }

    private boolean flag(Element in, String name, boolean before) {
        String text = in.text(name).orElse(Boolean.toString(before));
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            wrong(name + " must be True or False.");
        }
        return text.equalsIgnoreCase("true");
    }

    private @Nullable DeadLetters deadLetters(@Nullable DeadLetters before) {
        Optional<Element> policy = root.child("DlqPolicy");
        if (policy.isEmpty()) {
            return before;
        }
        if (!flag(policy.get(), "Enabled", true)) {
            return null;
        }
        Optional<QueueName> target = policy.get().text("DeadLetterTargetQueue").flatMap(QueueName::parse);
        if (target.isEmpty() || target.get().equals(own)) {
            wrong("DlqPolicy must name another queue as DeadLetterTargetQueue.");
            return before;
        }
        int most = policy.get()
                .text("MaxReceiveCount")
                .map(text -> whole(text, "MaxReceiveCount", 1, 1, DeadLetters.MOST))
                .orElse(16);
        return new DeadLetters(target.get(), most);
    }

    private void wrong(String why) {
        error = error.or(() -> Optional.of(QueueErrors.invalid(why)));
    }
}
