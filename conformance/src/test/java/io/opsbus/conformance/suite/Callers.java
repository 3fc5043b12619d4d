package io.opsbus.conformance.suite;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Sdk;
import io.opsbus.conformance.VerifiedAgainst;
import io.opsbus.conformance.coverage.Witness;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Makes the callers of a test. */
final class Callers implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Environment environment = Environment.of(context);
        return Dialect.ALL.stream()
                .filter(dialect -> environment.target().url(dialect.scheme()) != null)
                .map(dialect -> Arguments.of(caller(context, environment, dialect)));
    }

    /** A caller on behalf of the test that runs. */
    static Caller caller(ExtensionContext context, Environment environment, Dialect dialect) {
        var target = environment.target();
        return new Caller(
                witness(context, environment, dialect, target.key()),
                witness(context, environment, dialect, target.stranger()),
                target,
                environment.operator());
    }

    private static Sdk witness(ExtensionContext context, Environment environment, Dialect dialect, AccessKey key) {
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        return new Witness(environment.sdk(dialect, key), environment.log(), test, source(context));
    }

    private static String source(ExtensionContext context) {
        VerifiedAgainst basis = Stream.of(context.getRequiredTestMethod(), context.getRequiredTestClass())
                .map(where -> where.getAnnotation(VerifiedAgainst.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(context.getDisplayName() + " has no @VerifiedAgainst"));
        return String.join(
                ": ",
                basis.where().isEmpty()
                        ? List.of(basis.value().label())
                        : List.of(basis.value().label(), basis.where()));
    }
}
