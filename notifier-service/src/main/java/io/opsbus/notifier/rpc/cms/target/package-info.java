/** Actions on the targets of an account's events; none of them is of the original. */
@NullMarked
package io.opsbus.notifier.rpc.cms.target;

import org.jspecify.annotations.NullMarked;
