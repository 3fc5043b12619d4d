package io.opsbus.notifier.channel.mail;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** What a server's reply means (RFC 5321 4.2.1): 4xx later again, 5xx the address, or the message itself, is refused. */
final class SmtpReply {
    /** To an address that was served. */
    static final Outcome TAKEN = Outcome.Told.delivered("smtp-250");

    private static final int FIRST_OF_REFUSALS = 500;

    private SmtpReply() {}

    /** The reply to each address of a message that not all of them got. */
    static Map<String, Outcome> of(SendFailedException failure, List<String> to) {
        var replies = new HashMap<String, Outcome>();
        for (Exception at = failure; at instanceof MessagingException one; at = one.getNextException()) {
            if (one instanceof SMTPAddressFailedException refused) {
                replies.put(
                        key(refused.getAddress()),
                        reply("smtp-", refused.getReturnCode(), Verdict.DEAD, text(refused)));
            }
        }
        if (failure.getValidSentAddresses() != null) {
            for (var served : failure.getValidSentAddresses()) {
                replies.putIfAbsent(key(served), TAKEN);
            }
        }
        var others = outcome(failure);
        var answers = new HashMap<String, Outcome>();
        to.forEach(one -> answers.put(one, replies.getOrDefault(one.toLowerCase(Locale.ROOT), others)));
        return answers;
    }

    private static String key(Address address) {
        return address.toString().toLowerCase(Locale.ROOT);
    }

    /** What it means when it is about none of the addresses. */
    static Outcome outcome(MessagingException failure) {
        if (failure instanceof AuthenticationFailedException) {
            // the operator's login, not the subscriber's message
            return Outcome.Told.failed(Verdict.RETRY, "smtp-auth", text(failure));
        }
        if (failure instanceof SMTPSendFailedException refused && refused.getReturnCode() > 0) {
            // of the sender or the whole message: the server's word, not an address's
            return reply("server-", refused.getReturnCode(), Verdict.RETRY_REFUSED, text(failure));
        }
        var trouble = Blocking.trouble(failure);
        return failure.getCause() == null && failure.getNextException() == null
                ? Outcome.Told.failed(Verdict.RETRY, "smtp", text(failure))
                : new Outcome.Unanswered(trouble);
    }

    private static Outcome reply(String word, int code, Verdict refused, String text) {
        var verdict = code < FIRST_OF_REFUSALS ? Verdict.RETRY : refused;
        return Outcome.Told.failed(verdict, word + code / 100 + "xx", code + " " + text);
    }

    private static String text(Exception failure) {
        return String.valueOf(failure.getMessage());
    }
}
