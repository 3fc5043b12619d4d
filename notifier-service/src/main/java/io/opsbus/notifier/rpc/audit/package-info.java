/** What operators did, in the log. */
@NullMarked
package io.opsbus.notifier.rpc.audit;

import org.jspecify.annotations.NullMarked;
