package io.opsbus.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What one attempt came to. */
public sealed interface Outcome {
    /** The label when the operator has set up nothing that could deliver: it says nothing about the target. */
    String NO_CHANNEL = "no-channel";

    /** The same, of targets that are queues of the system's own. */
    String NO_QUEUE_SERVICE = "no-queue-service";

    /** The label when the target cannot be read from its store; that is no fault of the target's either. */
    String UNUSABLE = "unusable-target";

    /** What the label begins with when a message that had been taken did not arrive: it is no attempt, and none follows from it. */
    String RECEIPT = "receipt-";

    /** The word of what was not attempted any more, because a newer event of its resource took its place; no fault of anybody's. */
    String SUPERSEDED = "superseded";

    /** Given up for a newer one. */
    static Outcome superseded() {
        return new Told(Verdict.DEAD, SUPERSEDED, Optional.empty(), "");
    }

    /** The word of what was not attempted, because a silence of its account kept it back; no fault of anybody's. */
    String SILENCED = "silenced";

    /** Kept back. */
    static Outcome silenced() {
        return new Told(Verdict.DEAD, SILENCED, Optional.empty(), "");
    }

    /** What follows from an outcome, before the clock is asked. */
    enum Verdict {
        /** The target took it. */
        DELIVERED,
        /** Try again later. */
        RETRY,
        /** Try again later; the request itself may be what the target dislikes, so a shorter limit may be set for it. */
        RETRY_REFUSED,
        /** The target says it will never take it. */
        DEAD
    }

    /** Why no sound answer came. */
    enum Trouble {
        /** Not complete within the attempt's time, however slowly bytes dripped in. */
        TIMEOUT,
        /** Nobody listens there. */
        REFUSED,
        /** The connection broke. */
        RESET,
        /** The name has no address. */
        UNRESOLVED,
        /** Every address of the name is forbidden by the egress policy. */
        BLOCKED,
        /** What came back is not HTTP. */
        GARBAGE,
        /** No secure connection could be agreed on. */
        TLS,
        /** No way to the address, or another local I/O error. */
        UNREACHABLE
    }

    /** The meaning of this outcome: 2xx delivered, 410 dead, everything else again. */
    Verdict verdict();

    /** When the target asked to be left alone until; empty when it did not. */
    Optional<Instant> retryAfter();

    /** A short word from a small set, for metrics and records. */
    String label();

    /** What the other side said, for people: at most {@link #MOST_SAID} characters, empty when it said nothing. */
    default String said() {
        return "";
    }

    /** How far it brought a delivery to several recipients; nothing when it says nothing of each. */
    default Progress progress() {
        return Progress.NONE;
    }

    /** The most characters kept of what the other side said. */
    int MOST_SAID = 512;

    /** The beginning of what somebody said, on one line: control characters become blanks. */
    static String cut(String said) {
        var line = said.length() > MOST_SAID ? said.substring(0, MOST_SAID) : said;
        if (isPlain(line)) {
            return line.strip();
        }
        return line.codePoints()
                .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /** Most answers are: then no character is looked at twice. */
    private static boolean isPlain(String line) {
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A complete HTTP answer. Redirects are never followed: a 3xx is a failure like any other.
     *
     * @param said a few headers and the head of the body
     */
    record Answered(int status, Optional<Instant> retryAfter, String said) implements Outcome {
        private static final int GONE = 410;

        /** An answer whose body says nothing. */
        public Answered(int status, Optional<Instant> retryAfter) {
            this(status, retryAfter, "");
        }

        @Override
        public Verdict verdict() {
            return switch (status / 100) {
                case 2 -> Verdict.DELIVERED;
                case 4 -> clientError();
                default -> Verdict.RETRY;
            };
        }

        private Verdict clientError() {
            return switch (status) {
                case GONE -> Verdict.DEAD;
                case 408, 425, 429 -> Verdict.RETRY;
                default -> Verdict.RETRY_REFUSED;
            };
        }

        @Override
        public String label() {
            return switch (status) {
                case GONE, 429 -> Integer.toString(status);
                default -> status / 100 + "xx";
            };
        }
    }

    /**
     * What a peer answered in its own terms, where HTTP's status does not tell: an SMTP reply, an SMPP status, the {@code errcode} inside a
     * chat robot's 200.
     *
     * @param word a short word from a small set, such as {@code smtp-550}
     */
    record Told(Verdict verdict, String word, Optional<Instant> retryAfter, String said) implements Outcome {
        /** The peer took it. */
        public static Told delivered(String word) {
            return new Told(Verdict.DELIVERED, word, Optional.empty(), "");
        }

        /** The peer did not take it. */
        public static Told failed(Verdict verdict, String word, String said) {
            return new Told(verdict, word, Optional.empty(), cut(said));
        }

        @Override
        public String label() {
            return word;
        }
    }

    /**
     * Of several recipients some still lack it.
     *
     * @param why what kept it from one of them
     * @param said of whom what was said
     * @param progress how far this attempt came
     */
    record Partial(Outcome why, String said, Progress progress) implements Outcome {
        public Partial {
            said = cut(said);
        }

        @Override
        public Verdict verdict() {
            return why.verdict();
        }

        @Override
        public Optional<Instant> retryAfter() {
            return why.retryAfter();
        }

        @Override
        public String label() {
            return why.label();
        }
    }

    /**
     * No attempt, or one that did not get to every recipient, because there was no room for it here: it goes on a little later, counts nothing,
     * and says nothing about the target.
     *
     * @param by so much later
     * @param isRest whether that time does not count for its age
     */
    record Postponed(Duration by, Progress progress, boolean isRest) implements Outcome {
        /** A little later. */
        public Postponed(Duration by, Progress progress) {
            this(by, progress, false);
        }

        /** Nothing was sent. */
        public Postponed(Duration by) {
            this(by, Progress.NONE);
        }

        /** Nothing was sent, and the time until it is does not count for its age. */
        public static Postponed resting(Duration by) {
            return new Postponed(by, Progress.NONE, true);
        }

        @Override
        public Verdict verdict() {
            return Verdict.RETRY;
        }

        @Override
        public Optional<Instant> retryAfter() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return "postponed";
        }
    }

    /** No answer, or none that could be read. */
    record Unanswered(Trouble trouble) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.RETRY;
        }

        @Override
        public Optional<Instant> retryAfter() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return trouble.name().toLowerCase(Locale.ROOT);
        }
    }
}
