@NullMarked
package io.opsbus.notifier.signing;

import org.jspecify.annotations.NullMarked;
