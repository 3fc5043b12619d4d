package io.opsbus.notifier.channel.http;

import java.net.URI;

/** Where connections lead to: scheme, host and port. {@code host} is without the brackets of an IPv6 literal. */
record Origin(boolean tls, String host, int port) {
    static Origin of(URI url) {
        var tls = "https".equalsIgnoreCase(url.getScheme());
        var host = url.getHost();
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(tls, bare, url.getPort() > 0 ? url.getPort() : tls ? 443 : 80);
    }

    /** The value of the Host header. */
    String authority() {
        var name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
