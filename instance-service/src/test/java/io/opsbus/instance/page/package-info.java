@NullMarked
package io.opsbus.instance.page;

import org.jspecify.annotations.NullMarked;
