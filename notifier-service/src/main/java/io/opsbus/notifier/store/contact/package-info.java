/** Which codes were sent, in PostgreSQL and in memory. */
@NullMarked
package io.opsbus.notifier.store.contact;

import org.jspecify.annotations.NullMarked;
