/** Actions on snapshots. */
@NullMarked
package io.opsbus.instance.rpc.snapshot;

import org.jspecify.annotations.NullMarked;
