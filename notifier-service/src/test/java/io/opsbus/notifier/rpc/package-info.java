/** Tests. */
@NullMarked
package io.opsbus.notifier.rpc;

import org.jspecify.annotations.NullMarked;
