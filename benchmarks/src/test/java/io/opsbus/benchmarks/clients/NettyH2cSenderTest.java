package io.opsbus.benchmarks.clients;

class NettyH2cSenderTest extends WebhookSenderContract {
    @Override
    Candidate candidate() {
        return Candidate.NETTY_H2C;
    }
}
