package io.opsbus.rpc.contract;

import io.opsbus.rpc.http.Endpoint;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What every host of an {@link Endpoint} does on the wire, checked on raw sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RpcHostContract implements FramingContract, LimitsContract, AnswersContract, LoadContract {
    private final ContractEndpoint endpoint = new ContractEndpoint();
    private URI url = URI.create("http://not.started");

    /** Starts the host with {@code endpoint} behind the path of the URL it returns. */
    protected abstract URI start(Endpoint endpoint);

    /** Stops what {@link #start} started. */
    protected abstract void stop();

    @BeforeAll
    void begin() {
        url = start(endpoint);
    }

    @AfterAll
    void end() {
        stop();
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public ContractEndpoint endpoint() {
        return endpoint;
    }
}
