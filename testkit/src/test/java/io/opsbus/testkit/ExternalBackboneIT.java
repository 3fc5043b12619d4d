package io.opsbus.testkit;

/** The embedded servers, seen as if somebody else ran them. */
class ExternalBackboneIT extends BackboneContract {
    @Override
    Backbone backbone() {
        Backbone embedded = EmbeddedBackboneIT.shared();
        return new ExternalBackbone(
                embedded.bootstrap(),
                embedded.registryUrl(),
                new ExternalBackbone.Server(
                        embedded.postgres().serverUrl(),
                        embedded.postgres().user(),
                        embedded.postgres().password()));
    }
}
