package io.opsbus.instance.catalog;

import io.opsbus.instance.ZoneId;

/**
 * A zone.
 *
 * @param localName what people call it
 */
public record Zone(ZoneId id, String localName) {}
