/** Consents of receivers in PostgreSQL, and as this process knows them. */
@NullMarked
package io.opsbus.notifier.store.consent;

import org.jspecify.annotations.NullMarked;
