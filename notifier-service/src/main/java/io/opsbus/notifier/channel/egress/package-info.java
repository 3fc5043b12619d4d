/** What may be dialled: between a name's resolution and every dial, of whatever channel, stands the egress policy. */
@NullMarked
package io.opsbus.notifier.channel.egress;

import org.jspecify.annotations.NullMarked;
