@NullMarked
package io.opsbus.conformance.sdk;

import org.jspecify.annotations.NullMarked;
