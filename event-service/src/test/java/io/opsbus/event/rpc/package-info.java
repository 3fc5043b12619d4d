@NullMarked
package io.opsbus.event.rpc;

import org.jspecify.annotations.NullMarked;
