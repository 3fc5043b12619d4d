package io.opsbus.gateway.rpc;

import io.opsbus.gateway.Access;
import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.nonce.NonceLog;
import io.opsbus.gateway.nonce.NonceMark;
import io.opsbus.gateway.nonce.NonceMemory;
import io.opsbus.gateway.nonce.NonceWindow;
import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RouteTable;
import io.opsbus.gateway.route.Routed;
import io.opsbus.gateway.throttle.Throttle;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether an authenticated call may be made: is there such an action, may the key call it, so often, and not twice. */
final class Admission {
    private final RouteTable routes;
    private final Throttle throttle;
    private final Throttle queueThrottle;
    private final NonceMemory memory;
    private final NonceLog log;

    Admission(RouteTable routes, Throttle throttle, Throttle queueThrottle, NonceMemory memory, NonceLog log) {
        this.routes = routes;
        this.throttle = throttle;
        this.queueThrottle = queueThrottle;
        this.memory = memory;
        this.log = log;
    }

    /** What became of a call. */
    sealed interface Result {
        /** It may be made, by whoever {@code route} names. */
        record Admitted(Routed.Known route) implements Result {}

        /** It may not. */
        record Denied(Denial denial) implements Result {}
    }

    /** Uses a token of the throttle, and not yet the nonce. */
    Result admit(Claim claim, AccessKey key, Instant now, long nanoTime) {
        ActionKey action = new ActionKey(claim.name().version(), claim.name().action());
        return switch (routes.find(action)) {
            case Routed.UnknownVersion _ -> denied(Denial.of(RpcError.invalidVersion()));
            case Routed.UnknownAction _ -> denied(Denial.of(RpcError.actionNotFound()));
            case Routed.Known known -> {
                if (!key.policy().allows(action.version(), known.action().access())) {
                    yield denied(Denial.forbidden());
                }
                Optional<String> nonce = claim.key().nonce();
                if (nonce.isPresent() && (nonce.get().isEmpty() || memory.isUsed(mark(key, nonce.get()), now))) {
                    yield denied(Denial.usedNonce());
                }
                Duration wait = throttle(action)
                        .take(new Throttle.Bucket(key.account(), action.version(), action.action()), nanoTime);
                yield wait.isZero() ? new Result.Admitted(known) : denied(Denial.throttledUser(wait));
            }
        };
    }

    /**
     * Uses the nonce, as the last thing before the call goes out; durably when the call may change something.
     *
     * @param time of the call, by its own word
     * @return empty when the call may go
     */
    Optional<Denial> use(Claim claim, AccessKey key, Instant time, Routed.Known route, Instant now) {
        Optional<String> nonce = claim.key().nonce();
        if (nonce.isEmpty()) {
            return Optional.empty();
        }
        NonceMark mark = mark(key, nonce.get());
        Instant expiry = NonceWindow.expiry(time);
        return switch (memory.use(mark, key.account(), expiry, now)) {
            case USED -> Optional.of(Denial.usedNonce());
            case FULL -> Optional.of(Denial.throttled());
            case FRESH ->
                route.action().access() == Access.READ
                        ? Optional.empty()
                        : switch (log.write(mark, expiry)) {
                            case FRESH -> Optional.empty();
                            case USED -> Optional.of(Denial.usedNonce());
                            case AWAY -> Optional.of(Denial.unavailable());
                        };
        };
    }

    private Throttle throttle(ActionKey action) {
        return action.version().equals(QueueClaims.VERSION) ? queueThrottle : throttle;
    }

    private static NonceMark mark(AccessKey key, String nonce) {
        return NonceMark.of(key.id(), nonce);
    }

    private static Result denied(Denial denial) {
        return new Result.Denied(denial);
    }
}
