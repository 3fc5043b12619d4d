/** Actions on what an account's deliveries came to; none of them is of the original. */
@NullMarked
package io.opsbus.notifier.rpc.cms.delivery;

import org.jspecify.annotations.NullMarked;
