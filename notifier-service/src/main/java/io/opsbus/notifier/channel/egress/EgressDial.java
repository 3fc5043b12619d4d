package io.opsbus.notifier.channel.egress;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dials for clients that block (mail, short messages): resolve, ask the egress policy about each address, connect to one it allowed. Host and port are
 * the operator's own settings, so schemes and ports are not asked.
 */
public final class EgressDial {
    private static final Logger LOGGER = LoggerFactory.getLogger(EgressDial.class);

    private final AddressResolver resolver;
    private final EgressPolicy policy;

    /** Dials under a policy. */
    public EgressDial(AddressResolver resolver, EgressPolicy policy) {
        this.resolver = resolver;
        this.policy = policy;
    }

    /** Every address of the host is forbidden. */
    public static final class Blocked extends IOException {
        private static final long serialVersionUID = 1;

        Blocked(String host) {
            super("the egress policy allows no address of " + host);
        }
    }

    /**
     * For whom is dialled.
     *
     * @param target whose message goes through the host: host and port are the operator's own, so they alone do not tell
     */
    public record Caller(AccountId account, TargetId target) {}

    /**
     * A connection to the first allowed address that answers.
     *
     * @param wait for each address, and for each later read
     * @throws Blocked when there is no allowed address
     * @throws java.net.UnknownHostException when there is none at all
     */
    public Socket connect(String host, int port, Duration wait, Caller caller) throws IOException {
        var addresses = resolver.resolve(host);
        var allowed = addresses.stream().filter(policy::allows).toList();
        if (allowed.isEmpty()) {
            LOGGER.atWarn()
                    .addKeyValue("accountId", caller.account().value())
                    .addKeyValue("targetId", caller.target().value())
                    .addKeyValue("host", host)
                    .addKeyValue("port", port)
                    .addKeyValue("addresses", addresses)
                    .log("dial refused by the egress policy");
            throw new Blocked(host);
        }
        IOException last = new ConnectException("no address answers");
        for (var address : allowed) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), (int) wait.toMillis());
                socket.setSoTimeout((int) wait.toMillis());
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }
}
