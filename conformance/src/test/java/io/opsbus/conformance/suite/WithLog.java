package io.opsbus.conformance.suite;

import io.opsbus.conformance.coverage.Log;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Gives a test the {@link Log} of what the run has seen until now. */
public final class WithLog extends TypeBasedParameterResolver<Log> {
    @Override
    public Log resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Environment.of(context).log();
    }
}
