package io.opsbus.agent.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server with websockets, for agents at work: it has nothing to do for them, and writes down who asks for what. */
public final class Door implements AutoCloseable {
    /** RFC 6455, section 1.3. */
    private static final String WEBSOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final String NOTHING =
            "{\"code\":200,\"run\":[],\"stop\":[],\"test\":[],\"file\":[],\"instanceId\":\"mi-new\"}";

    private final OwnTls tls;
    private final ServerSocket socket;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> websockets = ConcurrentHashMap.newKeySet();
    private volatile String refusal = "";
    private volatile String unanswered = "\0";
    private volatile String status = "200 OK";
    private volatile String list = NOTHING;

    /**
     * One request.
     *
     * @param path without its query
     * @param instance who signed it
     */
    public record Heard(String path, String instance) {}

    /** Opens it, with a certificate that is made in the folder. */
    public Door(Path folder) throws Exception {
        tls = OwnTls.make(folder);
        socket = tls.showing().getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    public String host() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return socket.getLocalPort();
    }

    public Path ca() {
        return tls.ca();
    }

    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    public long count(String path) {
        return heard.stream().filter(one -> one.path().equals(path)).count();
    }

    /** How often somebody asked for what has this in its path or its query. */
    public long asked(String words) {
        return targets.stream().filter(one -> one.contains(words)).count();
    }

    public boolean isConnected() {
        return !websockets.isEmpty();
    }

    /** Answers whoever asks for tasks with this list from now on. */
    public void gives(String tasks) {
        list = tasks;
    }

    /** Answers everything but websockets with 401 from now on. */
    public void refuse(String why) {
        status = "401 Unauthorized";
        refusal = "{\"code\":401,\"errMsg\":\"" + why + "\"}";
    }

    /** Answers everything but websockets as to an instance that was ended. */
    public void bidFarewell() {
        status = "403 Forbidden";
        refusal = "{\"code\":403,\"errMsg\":\"instance_deregistered\"}";
    }

    /** Gives no answer to what has this in its path or its query. */
    public void cut(String words) {
        unanswered = words;
    }

    public void kick(String words) throws IOException {
        for (Socket one : websockets) {
            byte[] text = words.getBytes(StandardCharsets.US_ASCII);
            one.getOutputStream().write(0x81);
            one.getOutputStream().write(text.length);
            one.getOutputStream().write(text);
            one.getOutputStream().flush();
        }
    }

    /** Cuts all connections. */
    public void cut() throws IOException {
        for (Socket one : open) {
            one.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket agent = socket.accept();
                open.add(agent);
                Thread.startVirtualThread(() -> serve(agent));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket agent) {
        try (agent) {
            InputStream in = new BufferedInputStream(agent.getInputStream());
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                Map<String, String> headers = new HashMap<>();
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    String[] pair = header.split(":", 2);
                    headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
                }
                in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
                targets.add(request);
                heard.add(new Heard(
                        request.split(" ", 3)[1].split("\\?", 2)[0], headers.getOrDefault("x-acs-instance-id", "")));
                if (request.contains(unanswered)) {
                    return;
                }
                String key = headers.get("sec-websocket-key");
                if (key != null) {
                    upgrade(agent.getOutputStream(), key);
                    websockets.add(agent);
                    in.readAllBytes();
                    return;
                }
                answer(agent.getOutputStream(), request.contains("/task/list?") ? list : NOTHING);
            }
        } catch (IOException | GeneralSecurityException gone) {
            // the agent has gone, or was cut
        } finally {
            open.remove(agent);
            websockets.remove(agent);
        }
    }

    private void answer(OutputStream out, String usual) throws IOException {
        String body = refusal.isEmpty() ? usual : refusal;
        out.write(("HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void upgrade(OutputStream out, String key) throws IOException, GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + WEBSOCKET).getBytes(StandardCharsets.US_ASCII));
        out.write(("HTTP/1.1 101 Switching Protocols\r\n"
                        + "upgrade: websocket\r\n"
                        + "connection: upgrade\r\n"
                        + "sec-websocket-accept: "
                        + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        cut();
    }
}
