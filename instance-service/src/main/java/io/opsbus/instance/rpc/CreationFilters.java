package io.opsbus.instance.rpc;

import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import java.time.Instant;
import java.util.List;

/** {@code Filter.N.Key, Filter.N.Value}: limits on times, {@code Filter.1.Key=CreationStartTime}. */
public final class CreationFilters {
    private static final int MOST = 4;

    private final Parameter<List<Limit>> parameter;

    /** One limit. */
    public record Limit(String key, Instant at) {}

    /** Takes these keys; another one is {@code InvalidFilterKey.NotFound}. */
    public CreationFilters(String... keys) {
        Parameter<String> key = Take.word("Key", keys)
                .refusing(404, "InvalidFilterKey.NotFound")
                .required();
        Parameter<Instant> value =
                Take.time("Value").refusing(400, "InvalidFilterValue").required();
        this.parameter = Take.structs(
                "Filter", MOST, Struct.of(values -> new Limit(values.get(key), values.get(value)), key, value));
    }

    public Parameter<List<Limit>> parameter() {
        return parameter;
    }
}
