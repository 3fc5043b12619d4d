@NullMarked
package io.opsbus.notifier.wiring.kafka;

import org.jspecify.annotations.NullMarked;
