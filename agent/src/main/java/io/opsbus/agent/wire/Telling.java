package io.opsbus.agent.wire;

import io.opsbus.agent.Journal;
import io.opsbus.agent.Report;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * Tells a report until the server has taken it (agent facts 3): every status above 400 asks for another attempt, and so does no
 * answer. The server takes a report it had already for the same one (agent facts 18), so that one whose answer was lost may be told
 * again; output alone is different, for a part told twice is printed twice.
 */
final class Telling {
    private static final int NOT_A_REPORT = 400;
    private static final int TOO_LONG = 413;
    private static final int TIMED_OUT = 408;

    private final Attempt attempt;
    private final Patience patience;
    private final Journal journal;
    private final CountDownLatch closed;

    /**
     * Who tells.
     *
     * @param closed opened when what waits for another attempt is given up
     */
    Telling(Attempt attempt, Patience patience, Journal journal, CountDownLatch closed) {
        this.attempt = attempt;
        this.patience = patience;
        this.journal = journal;
        this.closed = closed;
    }

    /** Sends a report once. */
    @FunctionalInterface
    interface Attempt {
        /** Its answer, or none. */
        Optional<Answer> send(Report report) throws InterruptedException;
    }

    /**
     * What the server said.
     *
     * @param after how long it wants to be left alone
     */
    record Answer(int status, Duration after) {
        /** An answer as it came; a date counts from now. */
        static Answer of(int status, HttpHeaders headers, Instant now) {
            return new Answer(
                    status,
                    headers.firstValue("Retry-After")
                            .map(text -> wanted(text.strip(), now))
                            .orElse(Duration.ZERO));
        }

        private static Duration wanted(String text, Instant now) {
            if (text.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            try {
                Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
            } catch (DateTimeException neither) {
                return Duration.ZERO;
            }
        }

        boolean isTaken() {
            return status >= 200 && status < 300;
        }

        /** Another attempt would be answered the same. */
        boolean isFinal() {
            return isTaken() || status == NOT_A_REPORT || status == TOO_LONG;
        }

        /** Nobody has read it: who asks was not believed, or too quick, or asked elsewhere. */
        boolean isUnread() {
            return status > NOT_A_REPORT && status < 500 && status != TIMED_OUT;
        }
    }

    /** What came of telling it. */
    enum Told {
        TAKEN,
        /** It will not be, however often it is told. */
        REFUSED,
        /** The server has answered, and may take it later. */
        WAITS,
        /** Not told: the server wants to be left alone with it for longer. */
        RESTS,
        /** Nobody has answered the last time. */
        UNHEARD,
        /** The agent ends before. */
        LEFT;

        /** Nothing more is to be done about it. */
        boolean isSettled() {
            return this == TAKEN || this == REFUSED;
        }
    }

    /**
     * Blocks until it was taken, or will not be for now.
     *
     * @param isMoot whether nobody needs it any more
     */
    Told tell(Report report, BooleanSupplier isMoot) throws InterruptedException {
        return tell(report, patience.total(), isMoot);
    }

    /** How a report is come by: one that waits is not held in memory. */
    @FunctionalInterface
    interface Source {
        /** Tells it once, by {@link #tellOnce}. */
        Once tell() throws InterruptedException;
    }

    /**
     * What came of telling it once.
     *
     * @param after how long the server wants to be left alone
     */
    record Once(Told told, Duration after) {
        /** Without a wish of the server's. */
        static Once of(Told told) {
            return new Once(told, Duration.ZERO);
        }
    }

    /** Tells it once; without its output, if that is too long. */
    Once tellOnce(Report report) throws InterruptedException {
        Optional<Answer> answer = attempt.send(report);
        if (answer.isPresent() && answer.get().isTaken()) {
            return Once.of(Told.TAKEN);
        }
        if (isTooLong(report, answer)) {
            journal.note("report too long, told without its output", "report", report);
            return tellOnce(report.withoutOutput());
        }
        if (!isWorthAnother(report, answer)) {
            journal.note("report not taken", "report", report, "status", words(answer));
            return Once.of(Told.REFUSED);
        }
        return answer.map(one -> new Once(Told.WAITS, one.after())).orElse(Once.of(Told.UNHEARD));
    }

    private Told tell(Report report, Duration patienceLeft, BooleanSupplier isMoot) throws InterruptedException {
        Told told = tell(() -> tellOnce(report), patienceLeft, isMoot);
        if (!told.isSettled()) {
            journal.note("report not taken for now", "report", report, "and", told);
        }
        return told;
    }

    /** Tells what comes from there with all patience. */
    Told tell(Source source) throws InterruptedException {
        return tell(source, patience.total(), () -> false);
    }

    private Told tell(Source source, Duration patienceLeft, BooleanSupplier isMoot) throws InterruptedException {
        Duration left = patienceLeft;
        for (int attempts = 0; ; attempts++) {
            Once once = source.tell();
            if (once.told().isSettled() || left.isZero() || isMoot.getAsBoolean()) {
                return once.told();
            }
            Duration wanted = longer(patience.pause(attempts), once.after());
            Duration pause = wanted.compareTo(left) < 0 ? wanted : left;
            boolean isUnwanted = once.after().compareTo(left) > 0;
            left = left.minus(pause);
            if (patience.waiting().isClosedWithin(closed, pause)) {
                return Told.LEFT;
            }
            if (isUnwanted) {
                return once.told();
            }
        }
    }

    private static boolean isTooLong(Report report, Optional<Answer> answer) {
        return report.kind().isLast()
                && report.body().length > 0
                && answer.filter(one -> one.status() == TOO_LONG).isPresent();
    }

    /** A part of the output of which nobody knows whether it was taken is not told again. */
    private static boolean isWorthAnother(Report report, Optional<Answer> answer) {
        boolean isPart = !report.kind().isLast() && report.body().length > 0;
        return answer.map(one -> !one.isFinal() && (!isPart || one.isUnread())).orElse(!isPart);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String words(Optional<Answer> answer) {
        return answer.map(one -> Integer.toString(one.status())).orElse("no answer");
    }
}
