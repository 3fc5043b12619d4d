package io.opsbus.ledger;

/** A "no" the caller may hear. Each service has one sealed type of refusals that extends this. */
public interface Refusal {}
