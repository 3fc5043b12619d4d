package io.opsbus.conformance.suite;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Gives a test the {@link Wires}. */
public final class WithWires extends TypeBasedParameterResolver<Wires> {
    @Override
    public Wires resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Wires(Environment.of(context).target());
    }
}
