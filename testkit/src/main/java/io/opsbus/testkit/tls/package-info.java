/** Certificates of one run. */
@NullMarked
package io.opsbus.testkit.tls;

import org.jspecify.annotations.NullMarked;
