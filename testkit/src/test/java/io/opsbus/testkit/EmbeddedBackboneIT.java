package io.opsbus.testkit;

class EmbeddedBackboneIT extends BackboneContract {
    private static final Backbone SHARED = EmbeddedBackbone.make();

    /** One for all suites of this JVM, whatever {@code opsbus.backbone} says. */
    static Backbone shared() {
        return SHARED;
    }

    @Override
    Backbone backbone() {
        return SHARED;
    }
}
