/** Tests of how often news is told. */
@NullMarked
package io.opsbus.notifier.pace;

import org.jspecify.annotations.NullMarked;
