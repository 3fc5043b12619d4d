package io.opsbus.standalone.compose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.compose.ComposeFile.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The front as its container runs it: the image's start script, the compose file's command, other ports. */
@EnabledOnOs(OS.LINUX)
class ComposeFrontIT {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MS = 60_000;
    private static final long STEP_NANOS = 50_000_000;

    private final List<AutoCloseable> all = new ArrayList<>();

    @TempDir
    Path image;

    private @Nullable Process front;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : all.reversed()) {
            one.close();
        }
        if (front != null) {
            front.destroy();
            assertThat(front.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
        }
    }

    /** The image's files, as prepare.sh lays them out. */
    private void layOut() throws IOException {
        for (String file : List.of("start", "healthy", "jvm.options")) {
            Path copy = image.resolve(file);
            Files.copy(ComposeFile.HOME.resolve("deploy/images").resolve(file), copy);
            assertThat(copy.toFile().setExecutable(true)).isTrue();
        }
        Files.createDirectory(image.resolve("own"));
        Files.createSymbolicLink(
                image.resolve("own/front"), ComposeFile.HOME.resolve("standalone/launcher/target/classes"));
        Files.writeString(image.resolve("classpath"), "own/front");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    private ProcessBuilder image(int port, String... command) {
        String line = ComposeFile.file("deploy/images/services.txt")
                .lines()
                .filter(one -> one.startsWith("agents-front "))
                .findFirst()
                .orElseThrow();
        String[] words = line.split(" ", -1);
        assertThat(words[1]).isEqualTo("18444");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(image.resolve("said").toFile()));
        builder.environment().put("OPSBUS_SERVICE", words[0]);
        builder.environment().put("OPSBUS_DEFAULT_PORT", Integer.toString(port));
        builder.environment().put("OPSBUS_MAIN", words[3]);
        builder.environment().put("OPSBUS_JAVA_OPTIONS", "-Xmx48m");
        builder.environment()
                .merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        return builder;
    }

    private boolean isHealthy(int port) throws Exception {
        return image(port, image.resolve("healthy").toString()).start().waitFor() == 0;
    }

    private Socket agent(int port) throws IOException {
        var agent = new Socket(HERE, port);
        agent.setSoTimeout(PATIENCE_MS);
        all.add(agent);
        return agent;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    /** Takes one connection as invocation-service would, asks who it is of and what it says, and answers. */
    private void serve(int port, Socket agent, int door) throws IOException {
        try (var service = new ServerSocket()) {
            service.setReuseAddress(true);
            service.bind(new InetSocketAddress(HERE, port));
            service.setSoTimeout(PATIENCE_MS);
            try (Socket behind = service.accept()) {
                behind.setSoTimeout(PATIENCE_MS);
                BufferedReader in = reader(behind);
                assertThat(in.readLine())
                        .isEqualTo("PROXY TCP4 127.0.0.1 127.0.0.1 " + agent.getLocalPort() + " " + door);
                assertThat(in.readLine()).isEqualTo("question");
                behind.getOutputStream().write("answer\n".getBytes(US_ASCII));
                assertThat(reader(agent).readLine()).isEqualTo("answer");
            }
        }
    }

    @Test
    void whoComesWhileTheServiceIsAwayIsAnsweredWhenItIsBack() throws Exception {
        layOut();
        Service service = ComposeFile.read().service("agents-front");
        int door = freePort();
        int behind = freePort();
        List<String> words = new ArrayList<>(List.of(image.resolve("start").toString()));
        service.list("command").stream()
                .map(word -> word.equals("18444") ? "" + door : word.equals("18445") ? "" + behind : word)
                .forEach(words::add);
        assertThat(isHealthy(door)).as("nobody listens yet").isFalse();
        Process started = image(door, words.toArray(String[]::new)).start();
        front = started;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!isHealthy(door)) {
            assertThat(System.nanoTime())
                    .as(Files.readString(image.resolve("said")))
                    .isLessThan(end);
            LockSupport.parkNanos(STEP_NANOS);
        }
        for (int restart = 0; restart < 2; restart++) {
            Socket agent = agent(door);
            agent.getOutputStream().write("question\n".getBytes(US_ASCII));
            serve(behind, agent, door);
        }
        assertThat(started.isAlive()).isTrue();
    }
}
