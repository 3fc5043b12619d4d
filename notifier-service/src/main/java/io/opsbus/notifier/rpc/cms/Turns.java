package io.opsbus.notifier.rpc.cms;

import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.Set;
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

    private final Set<String> accounts = ConcurrentHashMap.newKeySet();
    private final Semaphore all;
    private final Duration patience;

    /**
     * Turns.
     *
     * @param most at once
     * @param patience how long one is waited for
     */
    public Turns(int most, Duration patience) {
        this.all = new Semaphore(most, true);
        this.patience = patience;
    }

    /** Answers when it is the account's turn, or refuses. */
    public Answer answer(Call call, Supplier<Answer> answer) {
        var account = Desk.account(call).value();
        if (!accounts.add(account)) {
            return new Answer.Refused(TOO_MANY);
        }
        try {
            return mayGo() ? inTurn(answer) : new Answer.Refused(TOO_MANY);
        } finally {
            accounts.remove(account);
        }
    }

    private boolean mayGo() {
        try {
            return all.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Answer inTurn(Supplier<Answer> answer) {
        try {
            return answer.get();
        } finally {
            all.release();
        }
    }
}
