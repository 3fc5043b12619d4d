package io.opsbus.rpc.micronaut;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.opsbus.rpc.identity.OperatorToken;
import org.jspecify.annotations.Nullable;

/** Metrics are for who shows the operator's token, where one is set. */
@ServerFilter("/prometheus")
@Requires(property = OperatorsMetrics.TOKEN)
final class OperatorsMetrics {
    static final String TOKEN = "opsbus.operator-token";

    private final OperatorToken token;

    OperatorsMetrics(@Property(name = TOKEN) String token) {
        this.token = OperatorToken.orNobodys(token);
    }

    /** Null lets the request on. */
    @RequestFilter
    @PreMatching
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        String shown = request.getHeaders().get("Authorization");
        return shown != null && token.isShownBy(shown)
                ? null
                : HttpResponse.status(HttpStatus.UNAUTHORIZED).header("WWW-Authenticate", "Bearer");
    }
}
