package io.opsbus.gateway.route;

/** An action of a product: names such as {@code TagResources} exist in several, so the version belongs to the key. */
public record ActionKey(String version, String action) {}
