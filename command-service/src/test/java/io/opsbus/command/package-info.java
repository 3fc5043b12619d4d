@NullMarked
package io.opsbus.command;

import org.jspecify.annotations.NullMarked;
