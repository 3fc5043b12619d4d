package io.opsbus.event.health;

/**
 * How well a resource is.
 *
 * @param reason one English sentence for people
 */
public record Health(HealthStatus status, String reason) {}
