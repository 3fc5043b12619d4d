/**
 * A webhook receiver that misbehaves on demand: script it with {@link io.opsbus.testkit.webhook.Reply}, read what came
 * with {@link io.opsbus.testkit.webhook.Received}.
 */
@NullMarked
package io.opsbus.testkit.webhook;

import org.jspecify.annotations.NullMarked;
