package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** How many attempts accounts may begin in one turn, so that no more is taken for them than can go. For one thread. */
public final class Rooms {
    private final Map<AccountId, Integer> left = new HashMap<>();
    private final ToIntFunction<AccountId> free;

    /** @param free how many more attempts of an account there may be now */
    public Rooms(ToIntFunction<AccountId> free) {
        this.free = free;
    }

    /**
     * Gives room for what a lane wants.
     *
     * @param together whether all of it goes in one attempt
     */
    public int take(AccountId account, int wanted, boolean together) {
        var room = left.computeIfAbsent(account, free::applyAsInt);
        var attempts = Math.min(together ? Math.min(1, wanted) : wanted, room);
        left.put(account, room - attempts);
        return together && attempts > 0 ? wanted : attempts;
    }
}
