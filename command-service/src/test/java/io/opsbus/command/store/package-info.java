@NullMarked
package io.opsbus.command.store;

import org.jspecify.annotations.NullMarked;
