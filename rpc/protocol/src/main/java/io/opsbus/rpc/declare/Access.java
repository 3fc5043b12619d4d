package io.opsbus.rpc.declare;

/** What an Action does to the account's resources; policies and replay protection go by it. There is no default. */
public enum Access {
    /** Changes nothing; a read-only key may call it. */
    READ,
    /** May change something. */
    WRITE
}
