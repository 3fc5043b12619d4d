/** Tests of what targets may be. */
@NullMarked
package io.opsbus.notifier.targets;

import org.jspecify.annotations.NullMarked;
