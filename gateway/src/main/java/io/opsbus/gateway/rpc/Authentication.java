package io.opsbus.gateway.rpc;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.nonce.NonceWindow;
import io.opsbus.rpc.signature.Verdict;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Who signed a request. The signature comes first: what a stranger learns is whether a key id exists, which the protocol
 * tells anyway, and not whether the key is disabled.
 */
final class Authentication {
    private static final int LONGEST_TIME = 32;

    private final KeyRing keys;
    private final KeySecrets secrets;

    Authentication(KeyRing keys, KeySecrets secrets) {
        this.keys = keys;
        this.secrets = secrets;
    }

    /** What became of a claim. */
    sealed interface Result {
        /**
         * The holder of this key's secret made the request.
         *
         * @param time of the request, by its own word, within the window
         */
        record Known(AccessKey key, Instant time) implements Result {}

        /** It is not believed, or not now. */
        record Denied(Denial denial) implements Result {}
    }

    Result check(Claim claim, Instant now) {
        Optional<AccessKeyId> id = AccessKeyId.parse(claim.key().accessKeyId());
        KeyRing.Found found = id.map(keys::find).orElseGet(this::unknown);
        return switch (found) {
            case KeyRing.Found.Stale _ -> new Result.Denied(Denial.unavailable());
            case KeyRing.Found.Unknown _ -> {
                // as much work as for a wrong secret; the verdict does not matter
                Verdict _ = claim.signature().apply(secrets.nobodys());
                yield new Result.Denied(Denial.unknownKey());
            }
            case KeyRing.Found.Known(AccessKey key) -> {
                Verdict verdict = claim.signature().apply(secrets.open(key));
                yield verdict.error()
                        .<Result>map(error -> new Result.Denied(Denial.unsigned(error)))
                        .orElseGet(() -> signed(key, claim, now));
            }
        };
    }

    private KeyRing.Found unknown() {
        return keys.isFresh() ? new KeyRing.Found.Unknown() : new KeyRing.Found.Stale();
    }

    private static Result signed(AccessKey key, Claim claim, Instant now) {
        if (!key.isActive()) {
            return new Result.Denied(Denial.disabledKey());
        }
        Optional<Instant> time = time(claim.key().time());
        if (time.isEmpty()) {
            return new Result.Denied(Denial.illegalTime());
        }
        return NonceWindow.accepts(time.get(), now)
                ? new Result.Known(key, time.get())
                : new Result.Denied(Denial.expired());
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.length() > LONGEST_TIME ? Optional.empty() : Optional.of(Instant.parse(text.trim()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
