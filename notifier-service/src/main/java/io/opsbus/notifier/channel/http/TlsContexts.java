package io.opsbus.notifier.channel.http;

import io.netty.handler.ssl.SslContext;
import io.opsbus.notifier.targets.PeerTls;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;

/** TLS as each target wants it. Safe for many threads; making one takes a while. */
final class TlsContexts {
    private static final int MOST = 1024;

    private final SslContext usual;
    private final Map<PeerTls, SslContext> made = new ConcurrentHashMap<>();

    /** @param usual for targets that want nothing of their own */
    TlsContexts(SslContext usual) {
        this.usual = usual;
    }

    SslContext of(Optional<PeerTls> wanted) throws GeneralSecurityException, SSLException {
        if (wanted.isEmpty()) {
            return usual;
        }
        var known = made.get(wanted.get());
        if (known != null) {
            return known;
        }
        var context = make(wanted.get());
        if (made.size() >= MOST) {
            made.clear();
        }
        made.put(wanted.get(), context);
        return context;
    }

    private static SslContext make(PeerTls wanted) throws GeneralSecurityException, SSLException {
        var context = NettyWebClient.tls();
        if (!wanted.caPem().isEmpty()) {
            context.trustManager(wanted.authorities().toArray(X509Certificate[]::new));
        }
        if (wanted.own().isPresent()) {
            var own = wanted.own().get();
            var chain = PeerTls.certificates(own.certificatePem().reveal());
            context.keyManager(
                    PeerTls.key(own.keyPem().reveal(), chain.getFirst()), chain.toArray(X509Certificate[]::new));
        }
        return context.build();
    }
}
