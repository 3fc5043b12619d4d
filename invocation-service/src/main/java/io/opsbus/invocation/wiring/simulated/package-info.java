/** Where simulated agents get their threads, their lock and their news. */
@NullMarked
package io.opsbus.invocation.wiring.simulated;

import org.jspecify.annotations.NullMarked;
