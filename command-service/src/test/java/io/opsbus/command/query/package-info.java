@NullMarked
package io.opsbus.command.query;

import org.jspecify.annotations.NullMarked;
