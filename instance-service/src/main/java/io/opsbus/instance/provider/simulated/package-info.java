/**
 * Machines that exist in memory only: for laptops, tests and load, ten thousand and more at once. Time, waiting and chance
 * are given from outside; chance is drawn from a seed and the operation's id, so a run can be repeated.
 */
@NullMarked
package io.opsbus.instance.provider.simulated;

import org.jspecify.annotations.NullMarked;
