package io.opsbus.notifier.channel.webhook;

/** The Netty client keeps the contract. */
class NettyWebhookClientTest extends WebhookClientContract {
    @Override
    WebhookClient client(EgressPolicy policy, AddressResolver resolver) {
        return new NettyWebhookClient(LIMITS, policy, resolver, clock);
    }
}
