/** How far the deliveries are read, begun and safe: what is committed, and what whoever comes next makes of it. */
@NullMarked
package io.opsbus.notifier.bus.offset;

import org.jspecify.annotations.NullMarked;
