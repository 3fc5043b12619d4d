package io.opsbus.benchmarks.clients;

class NettySenderTest extends WebhookSenderContract {
    @Override
    Candidate candidate() {
        return Candidate.NETTY;
    }
}
