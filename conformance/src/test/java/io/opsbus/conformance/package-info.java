@NullMarked
package io.opsbus.conformance;

import org.jspecify.annotations.NullMarked;
