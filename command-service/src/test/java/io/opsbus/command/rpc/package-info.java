@NullMarked
package io.opsbus.command.rpc;

import org.jspecify.annotations.NullMarked;
