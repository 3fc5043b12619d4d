/** Actions on monitor groups, as far as the scope of a rule needs them. */
@NullMarked
package io.opsbus.notifier.rpc.cms.group;

import org.jspecify.annotations.NullMarked;
