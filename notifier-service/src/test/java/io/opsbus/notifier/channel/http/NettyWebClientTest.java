package io.opsbus.notifier.channel.http;

import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressPolicy;

/** The Netty client keeps the contract. */
class NettyWebClientTest extends WebClientContract {
    @Override
    WebClient client(EgressPolicy policy, AddressResolver resolver) {
        return new NettyWebClient(LIMITS, policy, resolver, clock);
    }
}
