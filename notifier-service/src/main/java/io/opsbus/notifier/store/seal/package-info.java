/**
 * Secrets in what is stored: how they are sealed and opened, and how what an older master key sealed is sealed anew (ADR 18). Where a
 * secret stands in JSON it stands as {@code {"sealed": …}}, so that PostgreSQL can tell by which keys a row is sealed.
 */
@NullMarked
package io.opsbus.notifier.store.seal;

import org.jspecify.annotations.NullMarked;
