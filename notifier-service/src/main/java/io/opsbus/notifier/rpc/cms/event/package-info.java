/** Actions on events: what there are, what there were, trying rules on them, and the customer's own. */
@NullMarked
package io.opsbus.notifier.rpc.cms.event;

import org.jspecify.annotations.NullMarked;
