@NullMarked
package io.opsbus.command.program;

import org.jspecify.annotations.NullMarked;
