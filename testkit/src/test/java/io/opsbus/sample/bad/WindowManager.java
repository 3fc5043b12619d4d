package io.opsbus.sample.bad;

import io.opsbus.sample.bad.rpc.Reply;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

public final class WindowManager {
    public Reply open() {
        Supplier<UUID> ids = UUID::randomUUID;
        return new Reply(Instant.now() + " " + ids.get());
    }
}
