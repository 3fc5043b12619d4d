package io.opsbus.event;

/** A resource has no state here: this service keeps what happened to it, not what it is. There is no value of this type. */
public enum NoState {}
