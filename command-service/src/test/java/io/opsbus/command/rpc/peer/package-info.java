@NullMarked
package io.opsbus.command.rpc.peer;

import org.jspecify.annotations.NullMarked;
