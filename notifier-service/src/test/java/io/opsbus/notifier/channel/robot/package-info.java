/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.robot;

import org.jspecify.annotations.NullMarked;
