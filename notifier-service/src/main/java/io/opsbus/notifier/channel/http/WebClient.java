package io.opsbus.notifier.channel.http;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.targets.PeerTls;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sends requests. A port, so that another HTTP client can be measured in the same place. */
public interface WebClient extends AutoCloseable {
    /** A request. It is asked each time it goes out, so that a timestamp in it is the time of sending. */
    interface Message {
        /** POST, or GET or OPTIONS without a body. */
        default String method() {
            return "POST";
        }

        /** Where to, with its query. */
        URI url();

        /** Path and query as the request line tells them (RFC 9112, 3.2.1): an address without a path asks for {@code /}. */
        default String requestTarget() {
            var url = url();
            var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        }

        /** What TLS with the receiver asks for beyond the usual; no connection is shared with messages that ask for something else. */
        default Optional<PeerTls> tls() {
            return Optional.empty();
        }

        /** The bytes that go along. */
        Body body();

        /** Every header but Host, User-Agent and Content-Length; names and values were checked before. */
        void headers(Headers out);

        /**
         * Looks at the headers of a complete answer, before the call's end is told and from its thread; most messages do not care.
         *
         * @param header all values of a header, by its lower-case name
         */
        default void answered(Function<String, List<String>> header) {}
    }

    /** Takes headers. */
    @FunctionalInterface
    interface Headers {
        /** One more; the same name again replaces it. */
        void set(CharSequence name, CharSequence value);
    }

    /** Hears of the end. */
    @FunctionalInterface
    interface Done {
        /**
         * Called exactly once, from a thread that must not be blocked.
         *
         * @param head the beginning of the answer's body; empty without an answer
         */
        void ended(Outcome outcome, byte[] head);
    }

    /**
     * One request to be sent.
     *
     * @param sharer who shares connections to a host with whom: calls of the same one do. Targets that hang would else hold those others need who
     *     happen to be at the same host.
     * @param account whose message it is; empty for one of this system's own
     * @param keep how many bytes of the answer's body are kept; the rest is thrown away unread
     */
    record Call(String sharer, String account, Message message, int keep, Done done) {
        /** What is kept of an answer for people. */
        public static final int HEAD = 512;

        /** One of this system's own, which all share. */
        public Call(Message message, int keep, Done done) {
            this("", "", message, keep, done);
        }

        /** One for a target, which shares with nobody. */
        public static Call of(Delivery.Addressee to, Message message, int keep, Done done) {
            return new Call(to.target().value(), to.account().value(), message, keep, done);
        }

        /** One of an account, all of whose calls of this kind share. */
        public static Call of(AccountId account, Message message, int keep, Done done) {
            return new Call(account.value(), account.value(), message, keep, done);
        }
    }

    /** Starts these requests and returns at once; a batch is handed over in one go. */
    void send(List<Call> calls);

    /** Breaks off what is under way and lets go of every connection. */
    @Override
    void close();
}
