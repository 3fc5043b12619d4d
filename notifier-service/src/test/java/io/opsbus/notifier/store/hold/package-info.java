/** Tests of held targets, by one contract. */
@NullMarked
package io.opsbus.notifier.store.hold;

import org.jspecify.annotations.NullMarked;
