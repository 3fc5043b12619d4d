/** Deliveries of one resource that go one after the other, within a batch and by what is parked; how that is claimed, and settled. */
@NullMarked
package io.opsbus.notifier.dispatch.order;

import org.jspecify.annotations.NullMarked;
