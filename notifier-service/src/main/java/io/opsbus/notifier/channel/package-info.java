/** The ways out: one folder for each kind of target, and what picks the right one. */
@NullMarked
package io.opsbus.notifier.channel;

import org.jspecify.annotations.NullMarked;
