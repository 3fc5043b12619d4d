/** Keeps the started programs alive: order of start, readiness, restart with back-off, orderly stop. */
@NullMarked
package io.opsbus.standalone.supervise;

import org.jspecify.annotations.NullMarked;
