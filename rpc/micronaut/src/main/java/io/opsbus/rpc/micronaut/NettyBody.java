package io.opsbus.rpc.micronaut;

import io.micronaut.http.body.ByteBody;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.opsbus.rpc.http.IncomingBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body as the server hands it over: whole when it came with its head, else still on the wire. */
record NettyBody(ByteBody body) implements IncomingBody {
    @Override
    public long length() {
        return body.expectedLength().orElse(-1);
    }

    @Override
    public InputStream open() {
        return new FilterInputStream(body.toInputStream()) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                try {
                    return super.read(into, from, most);
                } catch (IOException broken) {
                    // the server's own limit, when no length was announced
                    throw broken.getCause() instanceof ContentLengthExceededException ? new TooLong() : broken;
                }
            }
        };
    }
}
