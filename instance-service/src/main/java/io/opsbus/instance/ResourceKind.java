package io.opsbus.instance;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of resource this service owns; the words of {@code ResourceType} in the tag actions. */
public enum ResourceKind {
    INSTANCE("instance"),
    DISK("disk"),
    SNAPSHOT("snapshot");

    private final String word;

    ResourceKind(String word) {
        this.word = word;
    }

    /** The word on the wire, also the segment of the ARN. */
    public String word() {
        return word;
    }

    /** The kind called so. */
    public static Optional<ResourceKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
