/** What the suite has called and seen, and the page about it: {@code docs/coverage.md}. */
@NullMarked
package io.opsbus.conformance.coverage;

import org.jspecify.annotations.NullMarked;
