package io.opsbus.agent.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy on the way to the server, asked for tunnels by {@code CONNECT} (RFC 9110, section 9.3.6) without a name or password. A server
 * on the machine itself is never asked for through it (agent facts 2.4).
 */
public record HttpProxy(String host, int port) {
    private static final Pattern WORDS =
            Pattern.compile("(?:http://)?([0-9A-Za-z.-]+|\\[[0-9a-fA-F:]+])(?::(\\d{1,5}))?/?");
    private static final Pattern HERE = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]|\\[[0:]+:0*1]");
    private static final int USUAL_PORT = 80;
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads {@code [http://]host[:port]}.
     *
     * @throws IllegalArgumentException if it is something else, without its words: they may hold a password
     */
    static HttpProxy read(String text) {
        Matcher words = WORDS.matcher(text.strip());
        if (!words.matches()) {
            throw new IllegalArgumentException("the proxy must be http://host:port, without a user");
        }
        int port = words.group(2) == null ? USUAL_PORT : Integer.parseInt(words.group(2));
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("the proxy's port is 1 to " + LARGEST_PORT + ", not " + port);
        }
        return new HttpProxy(words.group(1), port);
    }

    /** For a client. */
    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI target) {
                // looked up each time: an address may change while the agent runs
                return HERE.matcher(target.getHost()).matches()
                        ? List.of(Proxy.NO_PROXY)
                        : List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port)));
            }

            @Override
            public void connectFailed(URI target, SocketAddress proxy, IOException why) {
                // whoever asked hears it, too
            }
        };
    }
}
