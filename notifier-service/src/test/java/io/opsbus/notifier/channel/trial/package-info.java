@NullMarked
package io.opsbus.notifier.channel.trial;

import org.jspecify.annotations.NullMarked;
