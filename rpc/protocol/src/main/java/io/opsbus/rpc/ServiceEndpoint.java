package io.opsbus.rpc;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.WireReply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A service's side of a call the gateway hands on: believes the signed identity and nothing else, reads the parameters as
 * declared, has the Action answer, renders.
 *
 * <pre>
 *  gateway ──POST form + x-opsbus-identity──> identity? ─> Action? ─> parameters? ─> ClientToken? ─> answer ─> JSON | XML
 *                                                403        404          400       kept reply
 * </pre>
 */
public final class ServiceEndpoint implements Endpoint {
    /** The path services serve it at. */
    public static final String PATH = "/rpc";

    /** Response header with the error's code, for the audit; absent when it worked. */
    public static final String CODE_HEADER = "x-opsbus-code";

    /** Response header with the ids of resources the call made, separated by commas, for the audit. */
    public static final String MADE_HEADER = "x-opsbus-made";

    private static final RpcError NOT_THE_GATEWAY = new RpcError(
            403, "Forbidden.Unauthorized", "This endpoint answers the gateway only; send the request there.");

    private final ActionTable actions;
    private final InternalKey key;
    private final Repetitions repetitions;
    private final Failures failures;
    private final InstantSource clock;
    private final Rendering rendering;

    /** What to answer when an Action throws. It also writes the log line. */
    @FunctionalInterface
    public interface Failures {
        RpcError of(RuntimeException failure, Identity identity);
    }

    public ServiceEndpoint(
            ActionTable actions, InternalKey key, Repetitions repetitions, Failures failures, InstantSource clock) {
        this(actions, key, repetitions, failures, clock, Rendering.RPC);
    }

    /** An endpoint whose answers look otherwise. */
    public ServiceEndpoint(
            ActionTable actions,
            InternalKey key,
            Repetitions repetitions,
            Failures failures,
            InstantSource clock,
            Rendering rendering) {
        this.rendering = rendering;
        this.actions = actions;
        this.key = key;
        this.repetitions = repetitions;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public HttpReply answer(HttpCall http) {
        Instant now = clock.instant();
        Optional<Identity> identity =
                http.header(InternalKey.HEADER).flatMap(header -> key.verify(header, http.body(), now));
        return identity.map(known -> rendering.render(known, answered(known, http, now)))
                .orElseGet(() -> refusedStranger(http));
    }

    private Answer answered(Identity identity, HttpCall http, Instant now) {
        try {
            return switch (actions.find(identity.name())) {
                case ActionTable.Found.Unknown(RpcError error) -> new Answer.Refused(error);
                case ActionTable.Found.Served(Action action) ->
                    switch (Parameters.merge("", http.form())) {
                        case Got.Given<Parameters>(Parameters parameters) -> read(action, identity, parameters, now);
                        case Got.Absent<Parameters> _ -> read(action, identity, Parameters.none(), now);
                        case Got.Wrong<Parameters>(ParameterError error) -> new Answer.Refused(error.toRpcError());
                    };
            };
        } catch (RuntimeException failure) {
            return new Answer.Refused(failures.of(failure, identity));
        }
    }

    private Answer read(Action action, Identity identity, Parameters parameters, Instant now) {
        return switch (action.declaration().read(parameters)) {
            case Declaration.Reading.Bad(RpcError error) -> new Answer.Refused(error);
            case Declaration.Reading.Good(var values) ->
                repetitions.answer(
                        action, identity, parameters, values, now, failure -> failures.of(failure, identity));
        };
    }

    private static HttpReply refusedStranger(HttpCall http) {
        var envelope = new WireReply.Envelope(http.requestId(), http.headers().getOrDefault("host", ""));
        WireReply reply = WireReply.error(NOT_THE_GATEWAY, Format.JSON, envelope);
        return HttpReply.text(
                reply.status(), reply.contentType(), Map.of(CODE_HEADER, NOT_THE_GATEWAY.code()), reply.body());
    }
}
