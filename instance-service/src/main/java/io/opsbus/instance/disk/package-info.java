/** Disks: what they are, their states, how they change and what is told about them. */
@NullMarked
package io.opsbus.instance.disk;

import org.jspecify.annotations.NullMarked;
