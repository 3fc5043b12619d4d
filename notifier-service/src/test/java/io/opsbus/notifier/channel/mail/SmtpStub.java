package io.opsbus.notifier.channel.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that answers as it is told: for the replies and the STARTTLS a friendly server does not give. */
public final class SmtpStub implements AutoCloseable {
    private final ServerSocket server;
    private final Optional<SSLContext> tls;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final Map<String, String> toAddress = new ConcurrentHashMap<>();
    private volatile String toRecipient = "250 ok";
    private volatile String toData = "250 taken";
    private volatile CountDownLatch held = new CountDownLatch(0);

    /** Offers STARTTLS when there is something to offer it with. */
    public SmtpStub(Optional<SSLContext> tls) {
        this.tls = tls;
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    SmtpStub recipient(String reply) {
        toRecipient = reply;
        return this;
    }

    /** Answers this address so. */
    public SmtpStub recipient(String address, String reply) {
        toAddress.put(address, reply);
        return this;
    }

    /** How often it was asked for an address. */
    long asked(String address) {
        return asked.stream().filter(address::equals).count();
    }

    /** The addresses of the messages it took, in order. */
    public List<String> served() {
        return served;
    }

    /** Takes messages and says nothing to it. */
    public void hold() {
        held = new CountDownLatch(1);
    }

    /** Says what it has held back, and holds nothing back any more. */
    public void release() {
        held.countDown();
    }

    private String reply(String address, List<String> accepted) {
        asked.add(address);
        var reply = toAddress.getOrDefault(address, toRecipient);
        if (reply.startsWith("2")) {
            accepted.add(address);
        }
        return reply;
    }

    SmtpStub data(String reply) {
        toData = reply;
        return this;
    }

    /** Commands so far, upper case; what came after TLS began with a plus. */
    List<String> heard() {
        return heard;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            say(plain, "220 stub");
            talk(plain, "");
        } catch (IOException _) {
            // the client has gone
        }
    }

    private void talk(Socket socket, String mark) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        var accepted = new ArrayList<String>();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var command = line.split(" ", -1)[0].toUpperCase(Locale.ROOT);
            heard.add(mark + command);
            switch (command) {
                case "EHLO" ->
                    say(
                            socket,
                            tls.isPresent() && mark.isEmpty()
                                    ? "250-stub\r\n250 STARTTLS"
                                    : "250-stub\r\n250 AUTH PLAIN");
                case "STARTTLS" -> {
                    say(socket, "220 go");
                    if (tls.orElseThrow().getSocketFactory().createSocket(socket, null, true)
                            instanceof SSLSocket secured) {
                        secured.setUseClientMode(false);
                        talk(secured, "+");
                    }
                    return;
                }
                case "AUTH" -> say(socket, "235 welcome");
                case "RCPT" -> say(socket, reply(line.substring(line.indexOf('<') + 1, line.indexOf('>')), accepted));
                case "RSET", "MAIL" -> {
                    accepted.clear();
                    say(socket, "250 ok");
                }
                case "DATA" -> {
                    say(socket, "354 go on");
                    while (!".".equals(in.readLine())) {
                        // the message
                    }
                    if (toData.startsWith("2")) {
                        served.addAll(accepted);
                    }
                    await(held);
                    say(socket, toData);
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return;
                }
                default -> say(socket, "250 ok");
            }
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
