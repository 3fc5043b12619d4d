package io.opsbus.notifier.channel.mail;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressSucceededException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What a server's reply means (RFC 5321 4.2.1): 4xx later again, 5xx the message itself is refused. */
final class SmtpReply {
    private static final int FIRST_OF_REFUSALS = 500;

    private SmtpReply() {}

    static Outcome outcome(MessagingException failure) {
        if (failure instanceof AuthenticationFailedException) {
            // the operator's login, not the subscriber's message
            return Outcome.Told.failed(Verdict.RETRY, "smtp-auth", text(failure));
        }
        if (failure instanceof SendFailedException sent
                && sent.getValidSentAddresses() != null
                && sent.getValidSentAddresses().length > 0) {
            // sent again, those who have it would have it twice
            return new Outcome.Told(Verdict.DELIVERED, "smtp-partly", Optional.empty(), Outcome.cut(text(failure)));
        }
        var code = code(failure);
        if (code > 0) {
            var verdict = code < FIRST_OF_REFUSALS ? Verdict.RETRY : Verdict.RETRY_REFUSED;
            return Outcome.Told.failed(verdict, "smtp-" + code / 100 + "xx", code + " " + text(failure));
        }
        var trouble = Blocking.trouble(failure);
        return failure.getCause() == null && failure.getNextException() == null
                ? Outcome.Told.failed(Verdict.RETRY, "smtp", text(failure))
                : new Outcome.Unanswered(trouble);
    }

    /** The first reply code in the chain of what went wrong; 0 when there is none. */
    private static int code(MessagingException failure) {
        for (Exception at = failure; at instanceof MessagingException one; at = one.getNextException()) {
            var code = switch (one) {
                case SMTPAddressSucceededException _ -> 0;
                case SMTPAddressFailedException refused -> refused.getReturnCode();
                case SMTPSenderFailedException refused -> refused.getReturnCode();
                case SMTPSendFailedException refused -> refused.getReturnCode();
                default -> 0;
            };
            if (code > 0) {
                return code;
            }
        }
        return 0;
    }

    private static String text(Exception failure) {
        return String.valueOf(failure.getMessage());
    }
}
