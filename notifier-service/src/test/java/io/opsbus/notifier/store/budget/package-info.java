/** Tests of what was spent, by one contract. */
@NullMarked
package io.opsbus.notifier.store.budget;

import org.jspecify.annotations.NullMarked;
