@NullMarked
package io.opsbus.testkit.webhook;

import org.jspecify.annotations.NullMarked;
