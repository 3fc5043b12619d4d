package io.opsbus.invocation.query;

import io.opsbus.invocation.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which managed instances of a scope; every criterion must hold. */
public record ManagedFilter(List<Criterion> criteria) {
    public ManagedFilter {
        criteria = List.copyOf(criteria);
    }

    /** One thing a managed instance must be. */
    public sealed interface Criterion {}

    /** It is one of these; none is nothing. */
    public record OneOf(List<InstanceId> ids) implements Criterion {}

    public record Named(String name) implements Criterion {}

    public record OfActivation(String id) implements Criterion {}

    /** It was registered from this address, or says it has it. */
    public record AtAddress(String ip) implements Criterion {}

    public record OfMachine(String machineId) implements Criterion {}

    /** Without regard to case. */
    public record WithSystem(String osType) implements Criterion {}

    public record InResourceGroup(String group) implements Criterion {}

    /**
     * Whether it can be reached: it is approved, and its agent's websocket is open and was heard of since.
     *
     * @param yes or it cannot
     */
    public record Connected(boolean yes, Instant since) implements Criterion {}

    public record Tagged(String key, Optional<String> value) implements Criterion {}
}
