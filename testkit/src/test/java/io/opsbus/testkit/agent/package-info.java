@NullMarked
package io.opsbus.testkit.agent;

import org.jspecify.annotations.NullMarked;
