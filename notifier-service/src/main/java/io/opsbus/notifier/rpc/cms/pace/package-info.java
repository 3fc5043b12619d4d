/** When and how often a rule tells people, as parameters and answers have it. */
@NullMarked
package io.opsbus.notifier.rpc.cms.pace;

import org.jspecify.annotations.NullMarked;
