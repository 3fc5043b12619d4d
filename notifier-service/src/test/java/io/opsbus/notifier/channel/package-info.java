/** What tests of several channels share. */
@NullMarked
package io.opsbus.notifier.channel;

import org.jspecify.annotations.NullMarked;
