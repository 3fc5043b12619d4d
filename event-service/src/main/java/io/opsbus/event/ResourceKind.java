package io.opsbus.event;

import java.util.List;
import java.util.Optional;

/** The kinds of resources events speak of: first part of the event name, type in the ARN (guide 4.2, API facts 3.7). */
public enum ResourceKind {
    INSTANCE("Instance", "instanceId", "instance"),
    DISK("Disk", "diskId", "disk"),
    SNAPSHOT("Snapshot", "snapshotId", "snapshot"),
    IMAGE("Image", "imageId", "image"),
    NETWORK_INTERFACE("NetworkInterface", "networkInterfaceId", "networkinterface");

    private final String word;
    private final String idField;
    private final String arnType;

    ResourceKind(String word, String idField, String arnType) {
        this.word = word;
        this.idField = idField;
        this.arnType = arnType;
    }

    /** The content's fields that may hold the id of such a resource, the first one present counts. */
    public List<String> idFields() {
        return List.of(idField, "resourceId");
    }

    /** The kind an event name begins with; empty for a word of no kind. */
    public static Optional<ResourceKind> of(EventName name) {
        for (ResourceKind kind : values()) {
            if (kind.word.equals(name.kind())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** True when an ARN of this type names such a resource. ASSUMED: network interfaces are also called {@code eni}. */
    public boolean covers(String type) {
        return type.equals(arnType) || (this == NETWORK_INTERFACE && type.equals("eni"));
    }
}
