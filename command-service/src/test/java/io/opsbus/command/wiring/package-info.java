@NullMarked
package io.opsbus.command.wiring;

import org.jspecify.annotations.NullMarked;
