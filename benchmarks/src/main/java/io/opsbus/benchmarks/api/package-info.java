/** {@code bench api}: signed requests through the gateway to instance-service, at several sizes of the fleet. */
@NullMarked
package io.opsbus.benchmarks.api;

import org.jspecify.annotations.NullMarked;
