package io.opsbus.sample.good.rpc;

import io.opsbus.sample.good.Window;
import java.time.Instant;

public final class OpenWindow {
    public Window answer() {
        return new Window(Instant.now());
    }
}
