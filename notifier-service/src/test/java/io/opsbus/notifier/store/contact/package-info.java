/** Tests of which codes were sent, by one contract. */
@NullMarked
package io.opsbus.notifier.store.contact;

import org.jspecify.annotations.NullMarked;
