package io.opsbus.agent.wire;

import io.opsbus.agent.wire.Backlog.Line;
import io.opsbus.agent.wire.Telling.Told;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Rounds through all that waits, one at a time: each task's once, for as long as somebody takes some of it. */
final class Rounds {
    /** So many in a row of which nothing is heard end a round: the next one begins with others. */
    private static final int MOST_UNHEARD = 3;
    /** The same of those the server does not take: it has enough to do. */
    private static final int MOST_NOT_TAKEN = 20;

    private final Backlog backlog;
    private final Each each;
    private final ReentrantLock underWay = new ReentrantLock();

    Rounds(Backlog backlog, Each each) {
        this.backlog = backlog;
        this.each = each;
    }

    /** What is done with each task's. */
    @FunctionalInterface
    interface Each {
        /** What came of the last that was told. */
        Told tell(Line line) throws InterruptedException;
    }

    boolean isUnderWay() {
        return underWay.isLocked();
    }

    /** Goes round once, behind whoever does already; false when nothing is heard of one, or the round ends before all were told. */
    boolean isHeard() throws InterruptedException {
        underWay.lockInterruptibly();
        try {
            boolean isHeard = true;
            int unheard = 0;
            int notTaken = 0;
            for (String task : backlog.tasks()) {
                Told told = told(task);
                if (told == Told.RESTS) {
                    continue;
                }
                unheard = told == Told.UNHEARD ? unheard + 1 : 0;
                notTaken = told.isSettled() ? 0 : notTaken + 1;
                isHeard &= told != Told.UNHEARD;
                if (!told.isSettled()) {
                    backlog.toTheEnd(task);
                }
                if (told == Told.LEFT || unheard == MOST_UNHEARD || notTaken == MOST_NOT_TAKEN) {
                    return false;
                }
            }
            return isHeard;
        } finally {
            underWay.unlock();
        }
    }

    private Told told(String task) throws InterruptedException {
        Optional<Line> line = backlog.line(task);
        if (line.isEmpty() || !line.get().telling.tryLock()) {
            return Told.RESTS;
        }
        try {
            return each.tell(line.get());
        } finally {
            line.get().telling.unlock();
        }
    }
}
