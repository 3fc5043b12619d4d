package io.opsbus.sample.good;

import java.time.Instant;

public record Window(Instant from) {
    public boolean open(Instant now) {
        return !now.isBefore(from);
    }
}
