package io.opsbus.instance.fleet;

import io.opsbus.instance.catalog.Image;
import io.opsbus.instance.catalog.InstanceType;

/** What it was made from, as the catalog had it then. */
public record Hardware(InstanceType type, Image image) {}
