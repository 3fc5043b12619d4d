package io.opsbus.ledger.postgres;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger many ask at once: changes that come while others are being saved wait for these, and are saved in one transaction
 * (group commit). Each keeps its own key and its own decision; what one decides is nothing to the others. A change that comes alone
 * goes alone and waits for nobody.
 *
 * <p>A group that fails is no answer: each of its changes is then asked alone, with the same key, so that one bad change ends
 * only itself.
 */
public final class GroupedLedger<I, S, F> implements Ledger<I, S, F> {
    private static final Logger LOGGER = LoggerFactory.getLogger(GroupedLedger.class);

    /** Two save while a third decides; more only make the groups smaller. */
    private static final int AT_ONCE = 3;

    private static final int LONGEST_GROUP = 50;

    /** A change that is not yet in a group by then goes alone: those before it may wait for a lock of somebody else's. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PostgresLedger<I, S, F> ledger;
    private final Deque<Member<I, S, ?, F>> waiting = new ArrayDeque<>();
    private int atWork;

    /** In groups over this ledger. */
    public GroupedLedger(PostgresLedger<I, S, F> ledger) {
        this.ledger = ledger;
    }

    @Override
    public <R> Decision<S, R, F> change(I id, ChangeKey key, ReplyCodec<R> replies, Decide<S, R, F> decide) {
        var member = Member.of(id, ledger.text(id), key, replies, decide);
        if (isAlone(member)) {
            try {
                return ledger.change(id, key, replies, decide);
            } finally {
                ended();
            }
        }
        return answer(member).orElseGet(() -> ledger.change(id, key, replies, decide));
    }

    /** Whether it need not wait; else it does. */
    private synchronized boolean isAlone(Member<I, S, ?, F> member) {
        if (atWork < AT_ONCE && waiting.isEmpty()) {
            atWork++;
            return true;
        }
        waiting.add(member);
        return false;
    }

    /** One at work has ended: those that wait are next. */
    private synchronized void ended() {
        if (waiting.isEmpty()) {
            atWork--;
        } else {
            var _ = Thread.ofVirtual().name("group of changes").start(this::work);
        }
    }

    private void work() {
        for (var group = next(); !group.isEmpty(); group = next()) {
            change(group);
        }
    }

    /** Who is next, in the order of entities; empty when nobody is, and then one fewer is at work. */
    private synchronized List<Member<I, S, ?, F>> next() {
        Set<String> entities = new HashSet<>();
        List<Member<I, S, ?, F>> group = new ArrayList<>();
        for (var all = waiting.iterator(); all.hasNext() && group.size() < LONGEST_GROUP; ) {
            var member = all.next();
            // a second change of one entity decides on what the first has saved
            if (entities.add(member.place().entity())) {
                group.add(member);
                all.remove();
            }
        }
        if (group.isEmpty()) {
            atWork--;
        }
        group.sort(Comparator.comparing(member -> member.place().entity()));
        return group;
    }

    private void change(List<Member<I, S, ?, F>> group) {
        try {
            if (group.size() > 1) {
                ledger.changeTogether(group);
            }
        } catch (Throwable failed) { // also an error of one's decision: who made it hears it when asked alone
            LOGGER.atDebug()
                    .addKeyValue("changes", group.size())
                    .setCause(failed)
                    .log("each is asked alone");
        } finally {
            // for those that were answered this comes too late, and does nothing
            group.forEach(Member::alone);
        }
    }

    private <R> Optional<Decision<S, R, F>> answer(Member<I, S, R, F> member) {
        try {
            try {
                return member.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                return leave(member) ? Optional.empty() : member.answer().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted, outcome unknown", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many wait at this moment. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean leave(Member<I, S, ?, F> member) {
        return waiting.remove(member);
    }
}
