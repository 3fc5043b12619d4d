/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.http;

import org.jspecify.annotations.NullMarked;
