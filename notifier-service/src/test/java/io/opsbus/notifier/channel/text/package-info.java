/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.text;

import org.jspecify.annotations.NullMarked;
