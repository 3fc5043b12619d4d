/** Tests of what paces news: each store, one contract. */
@NullMarked
package io.opsbus.notifier.store.pace;

import org.jspecify.annotations.NullMarked;
