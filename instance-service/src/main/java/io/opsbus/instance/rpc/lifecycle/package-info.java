/** Actions that start, stop, reboot, change and release instances. */
@NullMarked
package io.opsbus.instance.rpc.lifecycle;

import org.jspecify.annotations.NullMarked;
