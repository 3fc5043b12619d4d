package io.opsbus.instance.control;

import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.control.dispatch.Dispatcher;
import io.opsbus.instance.control.dispatch.Gate;
import io.opsbus.instance.control.dispatch.Providers;
import java.time.InstantSource;

/**
 * What every desk works with.
 *
 * @param clock for what providers tell; requests bring their own {@code now}
 */
public record Engine(Catalog catalog, Providers providers, Dispatcher dispatcher, Gate gate, InstantSource clock) {}
