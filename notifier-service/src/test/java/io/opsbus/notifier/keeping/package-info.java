/** Tests of what is kept. */
@NullMarked
package io.opsbus.notifier.keeping;

import org.jspecify.annotations.NullMarked;
