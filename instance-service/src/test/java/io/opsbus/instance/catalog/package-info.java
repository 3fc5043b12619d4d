/** Tests of the catalogue. */
@NullMarked
package io.opsbus.instance.catalog;

import org.jspecify.annotations.NullMarked;
