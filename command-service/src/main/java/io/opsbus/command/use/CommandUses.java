package io.opsbus.command.use;

import java.util.List;

/** Remembers what periodic invocations use; the ledger reads it when it loads a {@code Slot}. */
public interface CommandUses {
    /**
     * Takes news in their order, all or none of them; of one invocation the last counts. News that come again change
     * nothing.
     *
     * @throws io.opsbus.command.query.Commands.Away while the store does not answer
     */
    void take(List<UseNews> news);
}
