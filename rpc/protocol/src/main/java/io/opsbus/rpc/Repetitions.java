package io.opsbus.rpc;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Values;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import io.opsbus.rpc.signature.Acs3;
import io.opsbus.rpc.token.ClientTokens;
import io.opsbus.rpc.token.ClientTokens.Claim;
import io.opsbus.rpc.token.KeptReply;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Lets an Action answer once for each {@code ClientToken}: the same request again hears the first answer. */
public final class Repetitions {
    private static final RpcError BUSY = new RpcError(
            403, "LastTokenProcessing", "The last request with this ClientToken is still being processed; try again.");
    private static final RpcError DIFFERS = new RpcError(
            400,
            "IdempotentParameterMismatch",
            "The request uses the ClientToken of an earlier request whose parameters were different.");

    private static final int SEED_BYTES = 16;
    private static final int AWAY = 503;
    private static final int MOST_UNWRITTEN = 10_000;

    private final ClientTokens tokens;
    private final Supplier<String> seeds;
    /** Ends of claims that were reached here while the store was away, so that it could not be told. */
    private final Map<ClientTokens.Key, End> unwritten = new ConcurrentHashMap<>();

    /**
     * A claim nobody works on.
     *
     * @param since when it was taken
     * @param isReleased the request was refused; otherwise it goes on when it is sent again
     */
    private record End(String seed, Instant since, boolean isReleased) {
        /** Its lease has run out: somebody else may have taken it, and work on it now. */
        boolean isOver(Instant now) {
            return !since.plus(ClientTokens.LEASE).isAfter(now);
        }

        void tell(ClientTokens tokens, ClientTokens.Key key, Instant now) {
            if (isReleased) {
                tokens.released(key, seed);
            } else {
                tokens.cutOff(key, seed, now);
            }
        }
    }

    /**
     * Keeps answers in {@code tokens}.
     *
     * @param seeds fresh unguessable texts, at least 128 random bits each
     */
    public Repetitions(ClientTokens tokens, Supplier<String> seeds) {
        this.tokens = tokens;
        this.seeds = seeds;
    }

    /** Keeps answers in {@code tokens}, with seeds of 128 bits nobody can guess. */
    public static Repetitions keptIn(ClientTokens tokens) {
        var random = new SecureRandom();
        return new Repetitions(tokens, () -> {
            byte[] seed = new byte[SEED_BYTES];
            random.nextBytes(seed);
            return HexFormat.of().formatHex(seed);
        });
    }

    /**
     * Answers, once for each token.
     *
     * @param failed what is answered when the Action throws
     */
    Answer answer(
            Action action,
            Identity identity,
            Parameters parameters,
            Values values,
            Instant now,
            Function<RuntimeException, RpcError> failed) {
        Optional<String> token =
                action.declaration().isIdempotent() ? values.get(Declaration.CLIENT_TOKEN) : Optional.empty();
        if (token.isEmpty()) {
            return action.answer(new Call(identity, now, values, new Fresh(seeds.get())));
        }
        var key = new ClientTokens.Key(identity.accountId(), identity.name(), token.get());
        return switch (claim(key, fingerprint(parameters), now)) {
            case Claim.Busy _ -> new Answer.Refused(BUSY);
            case Claim.Differs _ -> new Answer.Refused(DIFFERS);
            case Claim.Answered(String reply) ->
                new Answer.Reply(KeptReply.read(reply)
                        .orElseThrow(() -> new IllegalStateException("a kept reply cannot be read")));
            case Claim.Taken(String seed) -> {
                var call = new Call(identity, now, values, new Fresh(seed));
                Answer answer;
                try {
                    answer = action.answer(call);
                } catch (RuntimeException failure) {
                    RpcError error = failed.apply(failure);
                    if (error.status() == AWAY) {
                        end(key, new End(seed, now, false), now);
                    }
                    yield new Answer.Refused(error);
                }
                try {
                    keep(key, seed, answer, action.declaration().shownOnce(), now);
                } catch (RuntimeException unkept) {
                    // what was done is done, and is answered so: whoever asks again does it again with the same ids
                    var _ = failed.apply(unkept);
                    end(key, new End(seed, now, false), now);
                }
                yield answer;
            }
        };
    }

    private Claim claim(ClientTokens.Key key, String fingerprint, Instant now) {
        Claim claim = tokens.claim(key, fingerprint, seeds.get(), now);
        End known = claim instanceof Claim.Busy || claim instanceof Claim.Differs ? unwritten.get(key) : null;
        if (known == null) {
            return claim;
        }
        if (!known.isOver(now)) {
            known.tell(tokens, key, now);
            claim = tokens.claim(key, fingerprint, seeds.get(), now);
        }
        unwritten.remove(key, known);
        return claim;
    }

    /** Nobody works on it any more: clients try again at once what was cut off (contract 1.8). */
    private void end(ClientTokens.Key key, End end, Instant now) {
        try {
            end.tell(tokens, key, now);
        } catch (RuntimeException away) {
            // what it was cut off by may be the store of tokens itself; without this the lease runs out
            unwritten.values().removeIf(known -> known.isOver(now));
            if (unwritten.size() < MOST_UNWRITTEN) {
                unwritten.put(key, end);
            }
        }
    }

    private void keep(ClientTokens.Key key, String seed, Answer answer, Set<String> shownOnce, Instant now) {
        switch (answer) {
            case Answer.Reply(var fields, var _) ->
                tokens.answered(key, seed, KeptReply.write(without(fields, shownOnce)), now);
            case Answer.Refused(RpcError error) -> end(key, new End(seed, now, error.status() != AWAY), now);
        }
    }

    private static Tree.Fields without(Tree.Fields fields, Set<String> names) {
        Tree.Builder rest = Tree.build();
        fields.values().forEach((name, value) -> {
            if (!names.contains(name)) {
                rest.put(name, value);
            }
        });
        return rest.end();
    }

    /** Of all parameters: the gateway has taken those of authentication away. */
    private static String fingerprint(Parameters parameters) {
        String canonical = parameters.asMap().entrySet().stream()
                .map(entry -> PercentText.encode(entry.getKey()) + "=" + PercentText.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return Acs3.sha256(canonical.getBytes(StandardCharsets.UTF_8));
    }
}
