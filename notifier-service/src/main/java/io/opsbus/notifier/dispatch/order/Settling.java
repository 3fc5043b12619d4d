package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.DeadLetters;
import io.opsbus.notifier.dispatch.Parking;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of claimed rows, until it stands in the stores: letters of the dead first, then their last attempts, and then their rows go. What could
 * not be written stays for the next time. For one thread.
 */
public final class Settling {
    private final Parking parking;
    private final DeadLetters deadLetters;
    private final Attempts attempts;
    private final Counts counts;
    private final Chains chains;
    private final List<Parking.Settlement> settlements = new ArrayList<>();
    private final List<DeadLetters.Letter> letters = new ArrayList<>();
    private final List<Attempts.Attempt> ends = new ArrayList<>();

    /** @param chains what is in hand */
    public Settling(Parking parking, DeadLetters deadLetters, Attempts attempts, Counts counts, Chains chains) {
        this.parking = parking;
        this.deadLetters = deadLetters;
        this.attempts = attempts;
        this.counts = counts;
        this.chains = chains;
    }

    /** That is what became of a row of a chain. */
    public void over(Chain chain, Parking.Settlement settlement) {
        settlements.addAll(chain.over(settlement));
        chains.over(chain);
    }

    /** A row of a chain was not attempted. */
    public void back(Chain chain, Parking.Settlement.Again untried) {
        settlements.addAll(chain.back(untried));
        chains.over(chain);
    }

    /** This one is dead; its row is told of besides. */
    public void dead(DeadLetters.Letter letter) {
        letters.add(letter);
    }

    /** No other attempt follows this one, which failed. */
    public void last(Attempts.Attempt attempt) {
        ends.add(attempt);
    }

    /** Those with something left that nobody delivered who died before settling it; what somebody did is settled. */
    public List<Chain> undelivered(List<Chain> claimed) {
        settlements.addAll(chains.recalled(claimed));
        return claimed.stream().filter(chain -> !chain.rows().isEmpty()).toList();
    }

    /** Writes it all; whether there was anything. */
    public boolean write() {
        if (settlements.isEmpty()) {
            return false;
        }
        if (!letters.isEmpty()) {
            deadLetters.write(letters);
            letters.forEach(letter -> counts.deadLettered(letter.state().reason()));
            letters.clear();
        }
        if (!ends.isEmpty()) {
            attempts.keep(ends);
            ends.clear();
        }
        parking.settle(settlements);
        settlements.clear();
        return true;
    }
}
