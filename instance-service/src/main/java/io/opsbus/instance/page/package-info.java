/** Lists in parts, and patterns names are looked for with. */
@NullMarked
package io.opsbus.instance.page;

import org.jspecify.annotations.NullMarked;
