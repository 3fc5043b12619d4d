/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.egress;

import org.jspecify.annotations.NullMarked;
