/** The fakes of the reads, in memory; they pass the same contracts as the tables. */
@NullMarked
package io.opsbus.instance.store.memory;

import org.jspecify.annotations.NullMarked;
