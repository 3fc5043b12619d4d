package io.opsbus.queue.rpc.message;

import io.opsbus.queue.Attributes;
import io.opsbus.queue.message.Content;
import io.opsbus.queue.message.Priority;
import io.opsbus.queue.message.Property;
import io.opsbus.queue.message.Receiving;
import io.opsbus.queue.rpc.QueueErrors;
import io.opsbus.queue.rpc.xml.Element;
import io.opsbus.queue.rpc.xml.XmlReader;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages as clients send them: one, or up to sixteen of which each is right or wrong by itself. */
final class MessagesDocument {
    private static final int LARGEST_BATCH = 65_536;
    private static final int MOST_PROPERTIES = 64;

    private MessagesDocument() {}

    /** What is to be sent. */
    record Draft(Content content, Duration delay, int priority) {}

    /** One item of a document. */
    sealed interface Item {
        record Good(Draft draft) implements Item {}

        record Bad(RpcError error) implements Item {}
    }

    /** What reading a body came to. */
    sealed interface Reading {
        record One(Item item) implements Reading {}

        record Batch(List<Item> items) implements Reading {}

        /** Nothing of it can be used. */
        record Bad(RpcError error) implements Reading {}
    }

    static Reading read(String text, Attributes attributes) {
        Optional<Element> root = XmlReader.read(text);
        return switch (root.map(Element::name).orElse("")) {
            case "Message" -> new Reading.One(item(root.orElseThrow(), attributes));
            case "Messages" -> batch(root.orElseThrow().children("Message"), attributes);
            default -> new Reading.Bad(QueueErrors.MALFORMED);
        };
    }

    private static Reading batch(List<Element> elements, Attributes attributes) {
        if (elements.isEmpty() || elements.size() > Receiving.BATCH) {
            return new Reading.Bad(QueueErrors.invalid("A batch has 1 to " + Receiving.BATCH + " messages."));
        }
        List<Item> items =
                elements.stream().map(element -> item(element, attributes)).toList();
        int together = items.stream()
                .mapToInt(item -> item instanceof Item.Good(Draft draft) ? size(draft.content) : 0)
                .sum();
        return together > LARGEST_BATCH
                ? new Reading.Bad(QueueErrors.invalid("The messages of a batch have at most 64 KiB together."))
                : new Reading.Batch(items);
    }

    private static Item item(Element element, Attributes attributes) {
        Optional<Element> body = element.child("MessageBody");
        if (body.isEmpty() || body.get().text().isEmpty()) {
            return bad("A message must have a MessageBody.");
        }
        if (element.text("MessageGroupId").isPresent()) {
            return bad("Queues with MessageGroupId are not served here: messages have no strict order.");
        }
        var content = new Content(body.get().text(), properties(element));
        if (size(content) > attributes.largest()) {
            return bad(
                    "The message is larger than the queue's MaximumMessageSize, " + attributes.largest() + " bytes.");
        }
        if (content.properties().size() > MOST_PROPERTIES) {
            return bad("A message has at most " + MOST_PROPERTIES + " properties.");
        }
        Optional<Integer> delay =
                whole(element, "DelaySeconds", (int) attributes.delay().toSeconds(), 0, Attributes.LONGEST_DELAY);
        Optional<Integer> priority = whole(element, "Priority", Priority.USUAL, Priority.FIRST, Priority.LAST);
        if (delay.isEmpty() || priority.isEmpty()) {
            return bad("DelaySeconds must be from 0 to 604800 and Priority from 1 to 16.");
        }
        return new Item.Good(new Draft(content, Duration.ofSeconds(delay.get()), priority.get()));
    }

    private static List<Property> properties(Element message) {
        List<Property> all = new ArrayList<>();
        message.child("UserProperties")
                .ifPresent(in -> in.children("PropertyValue").forEach(one -> all.add(property(one, false))));
        message.child("SystemProperties")
                .ifPresent(in -> in.children("SystemPropertyValue").forEach(one -> all.add(property(one, true))));
        return all;
    }

    private static Property property(Element element, boolean isSystems) {
        return new Property(isSystems, raw(element, "Name"), raw(element, "Value"), raw(element, "Type"));
    }

    private static String raw(Element element, String name) {
        return element.child(name).map(Element::text).orElse("");
    }

    /** What counts against the limits: body, and names and values of properties, in bytes. */
    private static int size(Content content) {
        return content.size()
                + content.properties().stream()
                        .mapToInt(one -> new Content(one.name() + one.value() + one.type(), List.of()).size())
                        .sum();
    }

    private static Optional<Integer> whole(Element element, String name, int usual, int min, int max) {
        String text = element.text(name).orElse(Integer.toString(usual));
        boolean isNumber = text.length() <= 9 && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        return isNumber && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static Item bad(String why) {
        return new Item.Bad(QueueErrors.invalid(why));
    }
}
