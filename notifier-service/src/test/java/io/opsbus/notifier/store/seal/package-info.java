/** Tests of secrets at rest, by one contract where there are a store and its fake. */
@NullMarked
package io.opsbus.notifier.store.seal;

import org.jspecify.annotations.NullMarked;
