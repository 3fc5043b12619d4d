/** The verbs of {@code ./opsbus}: up, down, status, logs, demo, events. */
@NullMarked
package io.opsbus.standalone.cli;

import org.jspecify.annotations.NullMarked;
