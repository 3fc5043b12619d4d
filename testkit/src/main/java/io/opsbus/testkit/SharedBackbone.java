package io.opsbus.testkit;

import org.jspecify.annotations.Nullable;

/** The one backbone of this JVM. */
final class SharedBackbone {
    private static @Nullable Backbone shared;

    private SharedBackbone() {}

    static synchronized Backbone get() {
        Backbone backbone = shared;
        if (backbone == null) {
            backbone = make(System.getProperty("opsbus.backbone", "embedded"));
            shared = backbone;
        }
        return backbone;
    }

    private static Backbone make(String maker) {
        return switch (maker) {
            case "embedded" -> EmbeddedBackbone.make();
            case "containers" -> new ContainerBackbone();
            case "external" -> ExternalBackbone.fromProperties();
            default ->
                throw new IllegalArgumentException(
                        "opsbus.backbone is " + maker + ", must be embedded, containers or external");
        };
    }
}
