/** What is kept of the past for a time, and whose goes first when a store of it is full. Pure. */
@NullMarked
package io.opsbus.notifier.keeping;

import org.jspecify.annotations.NullMarked;
