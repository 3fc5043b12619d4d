package io.opsbus.conformance.raw;

import io.opsbus.conformance.sdk.Trust;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One connection to the system, kept open between requests. An answer that takes too long is a hang and fails. */
public final class RawConnection implements AutoCloseable {
    /** No answer may take longer. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Connects; the system's certificate is checked.
     *
     * @param caFile authorities to trust when the URL is https, null for the JDK's
     */
    public static RawConnection open(URI url, @Nullable Path caFile) throws IOException {
        Socket socket = url.getScheme().equals("https") ? secure(caFile) : new Socket();
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), (int) PATIENCE.toMillis());
        return new RawConnection(socket);
    }

    /** Sends all of the request and reads its answer; who refuses a request may stop reading it in the middle. */
    public RawAnswer exchange(RawRequest request) throws IOException {
        try {
            send(request.bytes());
        } catch (SocketException stopped) {
            return read(request.method().equals("HEAD"));
        }
        RawAnswer answer = read(request.method().equals("HEAD"));
        return answer.status() == 100 ? read(request.method().equals("HEAD")) : answer;
    }

    /** Sends the head only and reads what comes: {@code 100 Continue}, or a final answer. */
    public RawAnswer exchangeHead(RawRequest request) throws IOException {
        send(request.head());
        return read(request.method().equals("HEAD"));
    }

    /** Sends bytes as they are, such as the body after {@code 100 Continue}, and reads the answer. */
    public RawAnswer continueWith(byte[] bytes) throws IOException {
        send(bytes);
        return read(false);
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /**
     * Reads one answer.
     *
     * @param headOnly whether the request was HEAD, whose answer announces a body that does not come
     */
    public RawAnswer read(boolean headOnly) throws IOException {
        String statusLine = line();
        // 1.0 answers a request whose own version was past the limit of what is read
        if (!statusLine.startsWith("HTTP/1.1 ") && !statusLine.startsWith("HTTP/1.0 ")) {
            throw new IOException("not an HTTP/1 answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        Map<String, String> headers = headers();
        boolean empty = headOnly || status == 100 || status == 204;
        return new RawAnswer(status, headers, empty ? new byte[0] : body(headers));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.writeBytes(exactly(size));
                line();
            }
            line();
            return body.toByteArray();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the answer ended after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed in the middle of an answer: " + line);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static Socket secure(@Nullable Path caFile) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, caFile == null ? null : Trust.onlyThose(caFile), null);
            return context.getSocketFactory().createSocket();
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
