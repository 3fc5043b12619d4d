/** Parts of what this service can be told from outside, each with its defaults and what cannot work. */
@NullMarked
package io.opsbus.notifier.wiring.settings;

import org.jspecify.annotations.NullMarked;
