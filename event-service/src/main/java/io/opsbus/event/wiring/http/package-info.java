/** The way from a socket to the door. */
@NullMarked
package io.opsbus.event.wiring.http;

import org.jspecify.annotations.NullMarked;
