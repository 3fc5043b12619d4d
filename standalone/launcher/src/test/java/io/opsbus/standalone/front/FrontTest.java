package io.opsbus.standalone.front;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MS = 60_000;

    /** Keeps the port of the service for this test while nobody listens on it. */
    private final Socket reserved = new Socket();

    private final List<AutoCloseable> all = new ArrayList<>(List.of(reserved));

    FrontTest() throws IOException {
        reserved.setReuseAddress(true);
        reserved.bind(new InetSocketAddress(HERE, 0));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : all.reversed()) {
            one.close();
        }
    }

    private ServerSocket service() throws IOException {
        var service = new ServerSocket();
        all.add(service);
        service.setReuseAddress(true);
        service.bind(new InetSocketAddress(HERE, reserved.getLocalPort()));
        return service;
    }

    private Front front(Duration patience) throws IOException {
        return front(new InetSocketAddress(HERE, 0), patience);
    }

    private Front front(InetSocketAddress at, Duration patience) throws IOException {
        var front = new Front(at, new InetSocketAddress(HERE, reserved.getLocalPort()), patience);
        all.add(front);
        Thread.ofVirtual().start(() -> {
            try {
                front.run();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } catch (java.nio.channels.ClosedSelectorException closed) {
                // the test is over
            }
        });
        return front;
    }

    private Socket agent(Front front) throws IOException {
        var socket = new Socket(HERE, front.port());
        socket.setSoTimeout(PATIENCE_MS);
        all.add(socket);
        return socket;
    }

    private Socket accepted(ServerSocket at) throws IOException {
        at.setSoTimeout(PATIENCE_MS);
        Socket socket = at.accept();
        socket.setSoTimeout(PATIENCE_MS);
        all.add(socket);
        return socket;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void bytesArePassedBothWaysAfterALineThatSaysWhoComes() throws Exception {
        ServerSocket service = service();
        Front front = front(Front.PATIENCE);
        Socket agent = agent(front);
        Socket behind = accepted(service);
        InputStream in = new BufferedInputStream(behind.getInputStream());
        assertThat(line(in))
                .isEqualTo("PROXY TCP4 127.0.0.1 127.0.0.1 " + agent.getLocalPort() + " " + front.port() + "\r");
        agent.getOutputStream().write("question\n".getBytes(US_ASCII));
        assertThat(line(in)).isEqualTo("question");
        behind.getOutputStream().write("answer\n".getBytes(US_ASCII));
        assertThat(line(agent.getInputStream())).isEqualTo("answer");
    }

    /** An activation may be limited to addresses, also for who comes in by another one of this machine. */
    @Test
    void whoComesFromAnotherAddressIsSaidToComeFromThere() throws Exception {
        ServerSocket service = service();
        var at = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0);
        Front front = front(at, Front.PATIENCE);
        var agent = new Socket();
        all.add(agent);
        agent.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.3"), 0));
        agent.connect(new InetSocketAddress(at.getAddress(), front.port()));
        assertThat(line(accepted(service).getInputStream()))
                .isEqualTo("PROXY TCP4 127.0.0.3 127.0.0.2 " + agent.getLocalPort() + " " + front.port() + "\r");
    }

    @Test
    void muchIsPassedWholeThoughNobodyReadsAtFirstAndAHalfThatEndsDoesNotEndTheOther() throws Exception {
        ServerSocket service = service();
        Front front = front(Front.PATIENCE);
        Socket agent = agent(front);
        Socket behind = accepted(service);
        byte[] much = new byte[8 << 20];
        new Random(1).nextBytes(much);
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                agent.getOutputStream().write(much);
                agent.shutdownOutput();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        behind.getOutputStream().write("meanwhile\n".getBytes(US_ASCII));
        assertThat(line(agent.getInputStream())).isEqualTo("meanwhile");
        InputStream in = new BufferedInputStream(behind.getInputStream());
        line(in);
        assertThat(Arrays.equals(in.readAllBytes(), much)).isTrue();
        writer.join();
        behind.getOutputStream().write("still\n".getBytes(US_ASCII));
        assertThat(line(agent.getInputStream())).isEqualTo("still");
        behind.close();
        assertThat(agent.getInputStream().read()).isNegative();
    }

    /** What a restart of the service is to an agent. */
    @Test
    void whoComesWhileNobodyListensIsHeldUntilSomebodyDoes() throws Exception {
        ServerSocket service = service();
        Front front = front(Front.PATIENCE);
        Socket before = agent(front);
        Socket behind = accepted(service);
        service.close();
        // with unread bytes, so that it is reset, as by a process that is killed
        behind.close();
        assertThat(endOf(before)).isTrue();

        List<Socket> agents = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket agent = agent(front);
            agent.getOutputStream().write("again\n".getBytes(US_ASCII));
            agents.add(agent);
        }
        ServerSocket next = service();
        for (int i = 0; i < agents.size(); i++) {
            Socket one = accepted(next);
            InputStream in = new BufferedInputStream(one.getInputStream());
            assertThat(line(in)).startsWith("PROXY ");
            assertThat(line(in)).isEqualTo("again");
            one.getOutputStream().write("welcome\n".getBytes(US_ASCII));
        }
        for (Socket agent : agents) {
            assertThat(line(agent.getInputStream())).isEqualTo("welcome");
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void nobodyIsHeldForEver() throws Exception {
        Front front = front(Duration.ofMillis(300));
        assertThat(endOf(agent(front))).isTrue();
    }
}
