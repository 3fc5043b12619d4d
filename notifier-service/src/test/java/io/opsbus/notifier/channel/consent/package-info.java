/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.consent;

import org.jspecify.annotations.NullMarked;
