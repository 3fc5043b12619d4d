/**
 * Health of instances and disks (guide 5.2): the seven states derived from what is known, each with its reason. Pure;
 * nothing is stored, so nothing can be stale.
 */
@NullMarked
package io.opsbus.event.health;

import org.jspecify.annotations.NullMarked;
