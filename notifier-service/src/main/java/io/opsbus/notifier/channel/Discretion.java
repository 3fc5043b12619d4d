package io.opsbus.notifier.channel;

import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** Hides a target's secrets in what somebody said: a receiver may show what it was sent, as pages about errors do. */
public final class Discretion {
    private static final String HIDDEN = "******";

    /** Shorter ones are in any text by chance. */
    private static final int SHORTEST = 4;

    private Discretion() {}

    /** The text without what only the target may know. */
    public static String hidden(Target target, String text) {
        return text.isEmpty()
                ? text
                : secrets(target.form().values())
                        .map(Secret::reveal)
                        .filter(secret -> secret.length() >= SHORTEST)
                        .reduce(text, (rest, secret) -> rest.replace(secret, HIDDEN));
    }

    private static Stream<Secret> secrets(Collection<?> values) {
        return values.stream().flatMap(value -> switch (value) {
            case Secret secret -> Stream.of(secret);
            case Map<?, ?> map -> secrets(map.values());
            case Collection<?> list -> secrets(list);
            default -> Stream.empty();
        });
    }
}
