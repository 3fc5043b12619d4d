@NullMarked
package io.opsbus.notifier.meta;

import org.jspecify.annotations.NullMarked;
