/** Actions on disks. */
@NullMarked
package io.opsbus.instance.rpc.disk;

import org.jspecify.annotations.NullMarked;
