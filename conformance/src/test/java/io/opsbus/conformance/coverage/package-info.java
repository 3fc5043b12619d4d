@NullMarked
package io.opsbus.conformance.coverage;

import org.jspecify.annotations.NullMarked;
