/** One message to one target because somebody wants to see whether it gets there: beside the life of deliveries, not a part of it. */
@NullMarked
package io.opsbus.notifier.channel.trial;

import org.jspecify.annotations.NullMarked;
