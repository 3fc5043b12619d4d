@NullMarked
package io.opsbus.command.bus;

import org.jspecify.annotations.NullMarked;
