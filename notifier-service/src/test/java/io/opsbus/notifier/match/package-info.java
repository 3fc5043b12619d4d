@NullMarked
package io.opsbus.notifier.match;

import org.jspecify.annotations.NullMarked;
