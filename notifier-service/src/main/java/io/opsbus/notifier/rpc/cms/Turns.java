package io.opsbus.notifier.rpc.cms;

import static java.util.Objects.requireNonNull;

import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What looks through many rows goes one at a time for an account and few at a time for all, in each process: it shares the store with what delivers, and
 * whoever likes may ask.
 */
public final class Turns {
    /** It is another's turn. */
    public static final RpcError TOO_MANY = new RpcError(
            400, "Throttling.User", "The account is being answered already, or too many others are; try again later.");

    /** An account's turn, and how many are about it. */
    private static final class Line {
        private final Semaphore turn = new Semaphore(1, true);
        private int about;
    }

    private final Map<String, Line> accounts = new ConcurrentHashMap<>();
    private final Semaphore all;
    private final Duration patience;

    /**
     * Turns.
     *
     * @param most at once
     * @param patience how long an account's own turn is waited for, and then one of all
     */
    public Turns(int most, Duration patience) {
        this.all = new Semaphore(most, true);
        this.patience = patience;
    }

    /** Answers when it is the account's turn, or refuses. */
    public Answer answer(Call call, Supplier<Answer> answer) {
        var account = Desk.account(call).value();
        var line = requireNonNull(accounts.compute(account, (_, known) -> {
            var one = known == null ? new Line() : known;
            one.about++;
            return one;
        }));
        try {
            return within(line.turn, () -> within(all, answer));
        } finally {
            accounts.computeIfPresent(account, (_, one) -> --one.about == 0 ? null : one);
        }
    }

    private Answer within(Semaphore turn, Supplier<Answer> answer) {
        if (!mayGo(turn)) {
            return new Answer.Refused(TOO_MANY);
        }
        try {
            return answer.get();
        } finally {
            turn.release();
        }
    }

    private boolean mayGo(Semaphore turn) {
        try {
            return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
