import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A server for one agent, so that what it loads in service can be written down: takes its registration, opens its websocket,
 * kicks it, gives it one script and ends when the script's result is told; with 1 after three minutes.
 *
 * <p>{@code java Rehearsal.java KEYSTORE PASSWORD}; prints its port.
 */
final class Rehearsal {
    private static final String TASK =
            """
            {"code":200,"run":[{"task":{"taskID":"t-rehearsal","type":"RunShellScript","commandContent":"ZWNobyAxMjM=",\
            "timeOut":"60","workingDirectory":"/tmp","cron":"","username":"","invokeVersion":1,"creationTime":0},\
            "output":{"interval":1000,"logQuota":12000,"skipEmpty":true,"sendStart":true},"repeat":"Once"}],\
            "stop":[],"test":[],"file":[]}""";
    private static final String NOTHING = "{\"code\":200,\"run\":[],\"stop\":[],\"test\":[],\"file\":[]}";
    /** RFC 6455, section 1.3. */
    private static final String WEBSOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final CountDownLatch TOLD = new CountDownLatch(1);
    private static final long PATIENCE_SECONDS = 180;

    private Rehearsal() {}

    public static void main(String[] args) throws Exception {
        char[] password = args[1].toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(args[0])) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        SSLServerSocket door = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
        System.out.println(door.getLocalPort());
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    SSLSocket agent = (SSLSocket) door.accept();
                    Thread.ofVirtual().start(() -> serve(agent));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        // whoever makes an image waits for this process alone
        if (!TOLD.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            System.exit(1);
        }
    }

    private static void serve(SSLSocket agent) {
        try (agent) {
            InputStream in = new BufferedInputStream(agent.getInputStream());
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                int length = 0;
                String key = "";
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    String[] pair = header.split(":", 2);
                    switch (pair[0].toLowerCase(java.util.Locale.ROOT)) {
                        case "content-length" -> length = Integer.parseInt(pair[1].strip());
                        case "sec-websocket-key" -> key = pair[1].strip();
                        default -> {
                            // who asks is not checked here
                        }
                    }
                }
                in.readNBytes(length);
                if (!key.isEmpty()) {
                    kick(agent.getOutputStream(), key);
                    in.readAllBytes();
                    return;
                }
                answer(agent.getOutputStream(), request);
            }
        } catch (IOException | java.security.GeneralSecurityException ended) {
            // the agent has gone
        }
    }

    private static void answer(OutputStream out, String request) throws IOException {
        String body = "{\"code\":200,\"instanceId\":\"mi-rehearsal\",\"nextInterval\":60000}";
        if (request.contains("/task/list")) {
            // on a slow machine an agent gives up waiting for it, and asks again
            body = request.contains("startup") || TOLD.getCount() == 0 ? NOTHING : TASK;
        }
        out.write(("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        if (request.contains("/task/finish")) {
            TOLD.countDown();
        }
    }

    private static void kick(OutputStream out, String key) throws IOException, java.security.GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + WEBSOCKET).getBytes(StandardCharsets.US_ASCII));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: "
                        + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] text = "kick_vm".getBytes(StandardCharsets.US_ASCII);
        out.write(0x81);
        out.write(text.length);
        out.write(text);
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
