package io.opsbus.notifier.channel.mail;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Bundle;
import io.opsbus.notifier.channel.RollCall;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Mail;
import io.opsbus.notifier.targets.Target.Login;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Makes attempts by mail: one message for all that is due to a target at a time, over a connection of its own, to the addresses that have not
 * got it yet.
 */
public final class MailChannel implements Channel {
    private final MailServer server;
    private final EgressDial dial;
    private final Letters letters;
    private final Blocking blocking;

    /** Sends through {@code server}; {@code blocking} stays the caller's to close. */
    public MailChannel(MailServer server, EgressDial dial, Letters letters, Blocking blocking) {
        this.server = server;
        this.dial = dial;
        this.letters = letters;
        this.blocking = blocking;
    }

    @Override
    public void send(List<? extends Post> posts) {
        for (var bundle : Bundle.of(posts)) {
            if (!(bundle.target() instanceof Mail mail)) {
                throw new IllegalArgumentException(
                        "not mail: " + bundle.target().kind());
            }
            var call = new RollCall(bundle, mail.to(), "smtp");
            blocking.start(() -> attempt(call, bundle.caller()), call::end);
        }
    }

    /** What it came to for addresses that have no answer of their own. */
    private Outcome attempt(RollCall call, EgressDial.Caller caller) throws IOException {
        var session = Session.getInstance(properties());
        var login = server.login();
        var name = new URLName(
                "smtp",
                server.host(),
                server.port(),
                null,
                login.map(Login::id).orElse(null),
                login.map(key -> key.secret().reveal()).orElse(null));
        try (var socket = connect(caller);
                var transport = new SMTPTransport(session, name)) {
            transport.connect(socket);
            for (var share : call.shares()) {
                if (call.isOver()) {
                    return new Outcome.Unanswered(Outcome.Trouble.TIMEOUT);
                }
                send(letters.write(session, share.bundle(), server.from()), share.recipients(), transport)
                        .forEach(call::answered);
            }
            return SmtpReply.TAKEN;
        } catch (MessagingException e) {
            return SmtpReply.outcome(e);
        }
    }

    /** To these only, whomever the letter names: on every attempt it is the same letter. */
    private static Map<String, Outcome> send(MimeMessage letter, List<String> to, SMTPTransport transport)
            throws MessagingException {
        var addresses = new InternetAddress[to.size()];
        for (var i = 0; i < addresses.length; i++) {
            addresses[i] = new InternetAddress(to.get(i), true);
        }
        try {
            transport.sendMessage(letter, addresses);
            return to.stream().collect(Collectors.toMap(one -> one, _ -> SmtpReply.TAKEN, (a, _) -> a));
        } catch (SendFailedException some) {
            return SmtpReply.of(some, to);
        }
    }

    private Socket connect(EgressDial.Caller caller) throws IOException {
        var socket = dial.connect(server.host(), server.port(), server.patience(), caller);
        if (server.security() != MailServer.Security.TLS) {
            return socket;
        }
        try {
            var tls = (SSLSocket)
                    server.trust().getSocketFactory().createSocket(socket, server.host(), server.port(), true);
            var parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return tls;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Properties properties() {
        var startTls = Boolean.toString(server.security() == MailServer.Security.STARTTLS);
        var properties = new Properties();
        properties.put("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
        properties.put("mail.smtp.starttls.enable", startTls);
        properties.put("mail.smtp.starttls.required", startTls);
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.ssl.socketFactory", server.trust().getSocketFactory());
        properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        properties.put("mail.smtp.localhost", "opsbus");
        properties.put("mail.smtp.from", server.from());
        // somebody who left must not keep the news from the others in the message
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }
}
