package io.opsbus.invocation.fleet;

/** Nothing of this is told to the bus. */
public enum NoFact {}
