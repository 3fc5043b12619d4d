package io.opsbus.notifier.channel.sms;

import io.opsbus.notifier.targets.Target.Login;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The centre short messages go through (SMPP 3.4).
 *
 * @param login system id and password
 * @param systemType as the centre wants it, mostly empty
 * @param source the sender: a number, or a name of at most 11 characters
 * @param aSecond how many messages it takes a second
 * @param patience for each answer
 * @param tls whose certificates are trusted; empty for a connection without TLS
 */
public record Smsc(
        String host,
        int port,
        Login login,
        String systemType,
        String source,
        int aSecond,
        Duration patience,
        Optional<SSLContext> tls) {
    public Smsc {
        if (aSecond < 1) {
            throw new IllegalArgumentException("opsbus.notifier.sms.per-second must be at least 1");
        }
    }
}
