@NullMarked
package io.opsbus.notifier.rule;

import org.jspecify.annotations.NullMarked;
