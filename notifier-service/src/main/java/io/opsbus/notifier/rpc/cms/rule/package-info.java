/** Actions on event rules and their targets. */
@NullMarked
package io.opsbus.notifier.rpc.cms.rule;

import org.jspecify.annotations.NullMarked;
