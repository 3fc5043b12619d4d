/** Asking receivers of webhooks whether they take what will be sent to them. */
@NullMarked
package io.opsbus.notifier.channel.consent;

import org.jspecify.annotations.NullMarked;
