package io.opsbus.conformance.fuzz;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.Answer;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Sdk;
import io.opsbus.conformance.Wire;
import io.opsbus.conformance.replay.ReplayServer;
import io.opsbus.conformance.sdk.Sdks;
import java.util.List;
import java.util.Map;

/** Has both SDKs read an answer that was heard before. */
final class Decoders implements AutoCloseable {
    private final ReplayServer server = new ReplayServer();
    private final List<Sdk> json;
    private final List<Sdk> xml;

    Decoders() {
        List<Sdk> plain = Dialect.ALL.stream()
                .filter(dialect -> dialect.scheme().equals("http"))
                .map(dialect -> Sdks.open(
                        dialect, new Sdks.Endpoint(server.url(), null, new AccessKey("id", "secret"), "cn-hangzhou")))
                .toList();
        json = of(plain, Dialect.Format.JSON);
        xml = of(plain, Dialect.Format.XML);
    }

    /**
     * Reads an answer in every dialect of its format.
     *
     * @param action whose answer it is; any action's class reads a refusal
     */
    void read(String action, Wire wire) {
        server.answer(wire);
        for (Sdk sdk : wire.isJson() ? json : xml) {
            Answer answer = sdk.call(action, Map.of());
            boolean done = answer instanceof Answer.Done;
            if (done != (wire.status() == 200)) {
                throw new AssertionError(sdk.dialect() + " took for " + answer + ": " + wire);
            }
        }
    }

    private static List<Sdk> of(List<Sdk> sdks, Dialect.Format format) {
        return sdks.stream().filter(sdk -> sdk.dialect().format() == format).toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
