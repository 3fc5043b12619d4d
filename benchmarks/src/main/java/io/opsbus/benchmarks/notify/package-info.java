/**
 * {@code bench notify}: events through Kafka, the notifier's real process and a counting receiver, beside the harness's
 * own floor: the least a program can do that forwards from Kafka to HTTP.
 */
@NullMarked
package io.opsbus.benchmarks.notify;

import org.jspecify.annotations.NullMarked;
