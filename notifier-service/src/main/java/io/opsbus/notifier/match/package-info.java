/**
 * The index events are matched by: account, product, name, level and resource; the cost of matching does not grow with what cannot match, and
 * that of a change does not grow with what does not change. Pure.
 */
@NullMarked
package io.opsbus.notifier.match;

import org.jspecify.annotations.NullMarked;
