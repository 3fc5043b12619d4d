/** Tests of Actions on deliveries. */
@NullMarked
package io.opsbus.notifier.rpc.cms.delivery;

import org.jspecify.annotations.NullMarked;
