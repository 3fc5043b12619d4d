/** Tests of redrives, by one contract. */
@NullMarked
package io.opsbus.notifier.store.redrive;

import org.jspecify.annotations.NullMarked;
