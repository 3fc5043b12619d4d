package io.opsbus.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Needs a Docker engine that has, or may fetch, the images; asked for by {@code -Dopsbus.backbone=containers}. */
class ContainerBackboneIT extends BackboneContract {
    private static @Nullable ContainerBackbone shared;

    @AfterAll
    static void removeContainers() {
        if (shared != null) {
            shared.close();
        }
    }

    @Override
    Backbone backbone() {
        ContainerBackbone backbone = shared;
        if (backbone == null) {
            assumeTrue(
                    "containers".equals(System.getProperty("opsbus.backbone")),
                    "only with -Dopsbus.backbone=containers");
            assumeTrue(ContainerBackbone.possible(), "no Docker engine can be reached");
            backbone = new ContainerBackbone();
            shared = backbone;
        }
        return backbone;
    }
}
