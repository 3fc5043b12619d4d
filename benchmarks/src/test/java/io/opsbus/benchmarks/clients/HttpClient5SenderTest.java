package io.opsbus.benchmarks.clients;

class HttpClient5SenderTest extends WebhookSenderContract {
    @Override
    Candidate candidate() {
        return Candidate.HTTPCLIENT5;
    }
}
