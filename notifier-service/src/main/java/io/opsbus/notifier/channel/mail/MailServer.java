package io.opsbus.notifier.channel.mail;

import io.opsbus.notifier.targets.Target.Login;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The server mail goes through.
 *
 * @param host its name; a certificate must be for it
 * @param security how the connection is secured
 * @param login user and password; empty for a server that asks for none
 * @param from the sender's address
 * @param patience for each answer of the server
 * @param trust whose certificates are trusted
 */
public record MailServer(
        String host,
        int port,
        Security security,
        Optional<Login> login,
        String from,
        Duration patience,
        SSLContext trust) {
    /** When TLS begins. */
    public enum Security {
        /** With the first byte (port 465). */
        TLS,
        /** With STARTTLS, without which nothing is sent (port 587). */
        STARTTLS,
        /** Never; only for a server on the same machine or network. A login is not shown then. */
        NONE
    }

    public MailServer {
        if (security == Security.NONE && login.isPresent()) {
            throw new IllegalArgumentException("opsbus.notifier.mail: a password is not sent without TLS");
        }
    }
}
