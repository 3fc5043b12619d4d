/** The index events are matched by: account, product, name, level and resource; cost does not grow with what cannot match. Pure. */
@NullMarked
package io.opsbus.notifier.match;

import org.jspecify.annotations.NullMarked;
