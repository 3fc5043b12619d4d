/** Tests of settings. */
@NullMarked
package io.opsbus.notifier.wiring.settings;

import org.jspecify.annotations.NullMarked;
