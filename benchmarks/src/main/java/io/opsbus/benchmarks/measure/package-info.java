/** What a machine and its processes did between two moments, and how it is written down. Nothing here knows what is measured. */
@NullMarked
package io.opsbus.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
