/**
 * The one way to every change: takes what is asked, told or due to the ledger, and once it is committed asks the provider
 * for what the new state waits for. Requests enter by {@link io.opsbus.instance.control.Fleet}.
 */
@NullMarked
package io.opsbus.instance.control;

import org.jspecify.annotations.NullMarked;
