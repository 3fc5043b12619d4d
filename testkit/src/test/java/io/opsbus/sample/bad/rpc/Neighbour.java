package io.opsbus.sample.bad.rpc;

import io.opsbus.testkit.SettableClock;

/** Stands for the use of another service's class. */
public record Neighbour(SettableClock clock) {}
