/** A system that is not in a data folder of this machine: where it is, what its operator shows, and whom to believe that it is the one. */
@NullMarked
package io.opsbus.standalone.elsewhere;

import org.jspecify.annotations.NullMarked;
