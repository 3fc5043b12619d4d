package io.opsbus.instance.control.dispatch;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.opsbus.instance.ProviderId;
import io.opsbus.instance.provider.ComputeProvider;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The providers of this process, by their ids. */
public final class Providers implements AutoCloseable {
    private final Map<ProviderId, ComputeProvider> byId;

    /** These. */
    public Providers(Collection<? extends ComputeProvider> providers) {
        byId = providers.stream().collect(toUnmodifiableMap(ComputeProvider::id, Function.identity()));
    }

    /** The one with this id, if it is part of this process. */
    public Optional<ComputeProvider> find(ProviderId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them. */
    public Collection<ComputeProvider> all() {
        return byId.values();
    }

    @Override
    public void close() {
        byId.values().forEach(ComputeProvider::close);
    }
}
