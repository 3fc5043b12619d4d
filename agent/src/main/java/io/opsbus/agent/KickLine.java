package io.opsbus.agent;

import java.util.Optional;

/** What the server says on the websocket (agent facts 7.1), one command a frame. Any text at all gets an answer. */
public sealed interface KickLine {
    /** Ask the server what there is to do; for one task or for all. */
    record Fetch(Optional<String> task) implements KickLine {}

    /** Nothing to do, just an answer. */
    record Noop() implements KickLine {}

    /** The registration is over. */
    record Deregister() implements KickLine {}

    /** Something this agent does not do: sessions, stopping or removing itself, fetching another self. */
    record Refused() implements KickLine {}

    record Unknown() implements KickLine {}

    /** Reads a frame. {@code kick_vm task} without a third word, which deafens the official agent, is unknown. */
    static KickLine read(String text) {
        String[] words = text.strip().split(" +", -1);
        if (!words[0].equals("kick_vm")) {
            return new Unknown();
        }
        String subject = words.length > 1 ? words[1] : "";
        String verb = words.length > 2 ? words[2] : "";
        return switch (subject) {
            case "" -> new Fetch(Optional.empty());
            case "noop" -> new Noop();
            case "task", "file" ->
                verb.matches("run|stop|create")
                        ? new Fetch(words.length > 3 ? Optional.of(words[3]) : Optional.empty())
                        : new Unknown();
            case "agent" -> {
                if (verb.equals("deregister")) {
                    yield new Deregister();
                }
                yield verb.matches("stop|remove|update") ? new Refused() : new Unknown();
            }
            case "session" -> verb.matches("start|stop") ? new Refused() : new Unknown();
            default -> new Unknown();
        };
    }

    /** What the server hears. */
    default String answer(String text) {
        return switch (this) {
            case Fetch _, Noop _, Deregister _ -> "accept:" + text;
            case Refused _ -> "reject:" + text;
            // spelled so on the wire
            case Unknown _ -> "unknow:" + text;
        };
    }
}
