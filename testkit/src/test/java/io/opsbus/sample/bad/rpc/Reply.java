package io.opsbus.sample.bad.rpc;

public record Reply(String text) {}
