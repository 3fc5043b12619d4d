package io.opsbus.rpc.declare;

import java.util.HashMap;
import java.util.Map;

/** The values of declared parameters of one request, read and checked. No {@code toString}: values may be secrets. */
public final class Values {
    private final Map<Parameter<?>, Object> values;

    private Values(Map<Parameter<?>, Object> values) {
        this.values = values;
    }

    /**
     * The value of a parameter.
     *
     * @throws IllegalArgumentException when it was not declared, which is a bug of the Action
     */
    @SuppressWarnings("unchecked") // put by Builder.put under the same type
    public <T> T get(Parameter<T> parameter) {
        Object value = values.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException(parameter.field().name() + " is not declared");
        }
        return (T) value;
    }

    /** Values while they are read; a parameter equals itself alone. */
    static final class Builder {
        private final Map<Parameter<?>, Object> values = new HashMap<>();

        <T> void put(Parameter<T> parameter, T value) {
            values.put(parameter, value);
        }

        Values build() {
            return new Values(values);
        }
    }
}
