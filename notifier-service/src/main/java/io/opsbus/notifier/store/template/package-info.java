/** What is kept of own templates. */
@NullMarked
package io.opsbus.notifier.store.template;

import org.jspecify.annotations.NullMarked;
