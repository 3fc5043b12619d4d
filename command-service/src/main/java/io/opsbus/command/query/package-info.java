/** Commands to read: which, and which part of a list. */
@NullMarked
package io.opsbus.command.query;

import org.jspecify.annotations.NullMarked;
