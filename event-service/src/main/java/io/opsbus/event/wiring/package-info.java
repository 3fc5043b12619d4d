/** The only room that names the framework: settings, beans, health, and the way to start. */
@NullMarked
package io.opsbus.event.wiring;

import org.jspecify.annotations.NullMarked;
