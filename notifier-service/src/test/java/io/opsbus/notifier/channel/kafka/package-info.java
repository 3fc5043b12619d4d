/** Tests of subscribers' own topics. */
@NullMarked
package io.opsbus.notifier.channel.kafka;

import org.jspecify.annotations.NullMarked;
