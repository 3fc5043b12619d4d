package io.opsbus.testkit;

class EmbeddedBackboneIT extends BackboneContract {
    @Override
    Backbone backbone() {
        return Backbone.get();
    }
}
