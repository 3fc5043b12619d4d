package io.opsbus.benchmarks.clients;

class FloorSenderTest extends WebhookSenderContract {
    @Override
    Candidate candidate() {
        return Candidate.FLOOR;
    }
}
