package io.opsbus.conformance.suite;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.Target;
import io.opsbus.conformance.raw.RawAnswer;
import io.opsbus.conformance.raw.RawConnection;
import io.opsbus.conformance.raw.RawRequest;
import io.opsbus.conformance.raw.Signed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** Raw requests to the system, each on a connection of its own. */
public record Wires(Target target) {
    /** A signer of requests made now, by the owner. */
    public Signed signed() {
        return signed(target.key());
    }

    public Signed signed(AccessKey key) {
        return Signed.now(url(), key);
    }

    public URI url() {
        return target.anyUrl();
    }

    public RawConnection connect() throws IOException {
        return RawConnection.open(url(), target.caFile());
    }

    /** The answer to one request. */
    public RawAnswer send(RawRequest request) {
        try (RawConnection connection = connect()) {
            return connection.exchange(request);
        } catch (IOException noAnswer) {
            throw new UncheckedIOException(noAnswer);
        }
    }
}
