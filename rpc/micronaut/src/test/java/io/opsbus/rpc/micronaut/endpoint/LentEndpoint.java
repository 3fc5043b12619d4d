package io.opsbus.rpc.micronaut.endpoint;

import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import jakarta.inject.Singleton;

/** The endpoint a test lends. */
@Singleton
public final class LentEndpoint implements Endpoint {
    private volatile Endpoint lent = _ -> {
        throw new IllegalStateException("nothing lent yet");
    };

    public void lend(Endpoint endpoint) {
        this.lent = endpoint;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        return lent.answer(call);
    }
}
