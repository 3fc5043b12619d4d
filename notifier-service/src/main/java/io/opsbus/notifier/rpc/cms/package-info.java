/** The Actions of CloudMonitor 2019-01-01 served here: what they share. */
@NullMarked
package io.opsbus.notifier.rpc.cms;

import org.jspecify.annotations.NullMarked;
