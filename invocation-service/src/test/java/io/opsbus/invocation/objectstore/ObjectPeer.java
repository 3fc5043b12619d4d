package io.opsbus.invocation.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A small object store: takes objects that are signed with its key, and fails in the ways real ones do. */
public final class ObjectPeer implements AutoCloseable {
    public static final String ID = "peer-key";
    public static final String SECRET = "peer-secret";

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request,SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})");

    /** What it does with what comes. */
    public enum Mood {
        /** Takes what is signed. */
        WELL,
        /** 503. */
        BUSY,
        /** 403 AccessDenied. */
        FORBIDDING,
        /** 400 RequestTimeout. */
        SLOW_TO_READ,
        /** 409 OperationAborted. */
        CONFLICTING,
        /** Does not answer until it is well again. */
        SILENT,
        /** Sends on to somebody else. */
        REDIRECTING,
        /** Says no at very great length. */
        ENDLESS
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> objects = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    public ObjectPeer() {
        this(0);
    }

    /** At this port. */
    public ObjectPeer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What it has, by path. */
    public Map<String, String> objects() {
        return Map.copyOf(objects);
    }

    /** How often it was asked. */
    public int requests() {
        return requests.get();
    }

    public void is(Mood now) {
        silence.countDown();
        silence = new CountDownLatch(now == Mood.SILENT ? 1 : 0);
        mood = now;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            silence.await();
            switch (mood) {
                case WELL, SILENT -> take(call, body);
                case BUSY -> say(call, 503, "SlowDown");
                case FORBIDDING -> say(call, 403, "AccessDenied");
                case SLOW_TO_READ -> say(call, 400, "RequestTimeout");
                case CONFLICTING -> say(call, 409, "OperationAborted");
                case REDIRECTING -> {
                    call.getResponseHeaders().set("location", "http://127.0.0.1:1/elsewhere");
                    say(call, 307, "TemporaryRedirect");
                }
                case ENDLESS -> say(call, 400, "x".repeat(1 << 20));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(HttpExchange call, int status, String code) throws IOException {
        byte[] text = ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>secret</Message></Error>")
                .getBytes(UTF_8);
        call.sendResponseHeaders(status, text.length);
        call.getResponseBody().write(text);
    }

    private void take(HttpExchange call, byte[] body) throws IOException, GeneralSecurityException {
        if (!isSigned(call, body)) {
            say(call, 403, "SignatureDoesNotMatch");
            return;
        }
        objects.put(call.getRequestURI().getPath(), new String(body, UTF_8));
        call.sendResponseHeaders(200, -1);
    }

    /** Signed over all that matters, body included, with the key; made from what came alone. */
    private static boolean isSigned(HttpExchange call, byte[] body) throws GeneralSecurityException {
        Matcher said =
                AUTHORIZATION.matcher(String.valueOf(call.getRequestHeaders().getFirst("authorization")));
        if (!said.matches() || !said.group(1).equals(ID)) {
            return false;
        }
        String hash = sha256(body);
        List<String> names = List.of(said.group(4).split(";", -1));
        String time = call.getRequestHeaders().getFirst("x-amz-date");
        if (!names.containsAll(List.of("host", "x-amz-date", "x-amz-content-sha256"))
                || !hash.equals(call.getRequestHeaders().getFirst("x-amz-content-sha256"))
                || !time.startsWith(said.group(2))) {
            return false;
        }
        String canonical = Stream.of(
                        call.getRequestMethod(),
                        call.getRequestURI().getRawPath(),
                        "",
                        names.stream()
                                .map(name ->
                                        name + ":" + call.getRequestHeaders().getFirst(name) + "\n")
                                .collect(Collectors.joining()),
                        said.group(4),
                        hash)
                .collect(Collectors.joining("\n"));
        String scope = said.group(2) + "/" + said.group(3) + "/s3/aws4_request";
        byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        String right = HexFormat.of()
                .formatHex(hmac(
                        key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical.getBytes(UTF_8))));
        return right.equals(said.group(5));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
