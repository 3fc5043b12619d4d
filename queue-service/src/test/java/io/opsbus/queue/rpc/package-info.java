@NullMarked
package io.opsbus.queue.rpc;

import org.jspecify.annotations.NullMarked;
