package io.opsbus.benchmarks.clients;

/**
 * Where a sender sends.
 *
 * @param host name or address
 * @param port of the candidate's protocol
 * @param connections the most it may open; with h2c there is one
 */
public record Receiver(String host, int port, int connections) {
    String authority() {
        return host + ":" + port;
    }
}
