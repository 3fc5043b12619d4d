/** Tests of the nouns and of the service's shape, and the instances, disks and snapshots all tests use. */
@NullMarked
package io.opsbus.instance;

import org.jspecify.annotations.NullMarked;
