/** What paces news: the windows in which one kind of event is told together. */
@NullMarked
package io.opsbus.notifier.store.pace;

import org.jspecify.annotations.NullMarked;
