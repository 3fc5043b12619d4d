/** The only place that names the framework: settings, beans, bindings, the HTTP door, health and metrics. */
@NullMarked
package io.opsbus.notifier.wiring;

import org.jspecify.annotations.NullMarked;
