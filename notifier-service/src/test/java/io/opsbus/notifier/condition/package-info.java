@NullMarked
package io.opsbus.notifier.condition;

import org.jspecify.annotations.NullMarked;
