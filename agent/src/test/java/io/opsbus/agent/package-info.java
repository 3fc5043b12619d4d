@NullMarked
package io.opsbus.agent;

import org.jspecify.annotations.NullMarked;
