/** The whole system on one machine: what to start, on which ports, with which data folder and keys. */
@NullMarked
package io.opsbus.standalone;

import org.jspecify.annotations.NullMarked;
