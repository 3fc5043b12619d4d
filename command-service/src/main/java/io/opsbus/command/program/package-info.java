/** What a command does: its script, the parameters written in it, how it is run. */
@NullMarked
package io.opsbus.command.program;

import org.jspecify.annotations.NullMarked;
