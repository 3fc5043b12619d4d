@NullMarked
package io.opsbus.testkit;

import org.jspecify.annotations.NullMarked;
