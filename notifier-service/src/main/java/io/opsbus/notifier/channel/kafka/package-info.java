/** Topics of subscribers' own: the Kafka protocol binding of CloudEvents 1.0, binary mode. */
@NullMarked
package io.opsbus.notifier.channel.kafka;

import org.jspecify.annotations.NullMarked;
