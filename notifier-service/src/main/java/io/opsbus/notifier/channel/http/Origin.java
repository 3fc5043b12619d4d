package io.opsbus.notifier.channel.http;

import io.opsbus.notifier.targets.PeerTls;
import java.util.Optional;

/**
 * Where connections lead to, scheme, host and port, who we are there, and for whom.
 *
 * @param sharer whose connections they are
 * @param account whom the messages are of; empty for this system's own
 * @param host without the brackets of an IPv6 literal
 * @param peer what its TLS asks for beyond the usual
 */
record Origin(String sharer, String account, boolean tls, String host, int port, Optional<PeerTls> peer) {
    static Origin of(WebClient.Call call) {
        var url = call.message().url();
        var tls = "https".equalsIgnoreCase(url.getScheme());
        var host = url.getHost();
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        return new Origin(
                call.sharer(), call.account(), tls, bare, port, call.message().tls());
    }

    /** The value of the Host header. */
    String authority() {
        var name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
