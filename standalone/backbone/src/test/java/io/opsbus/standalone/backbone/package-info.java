@NullMarked
package io.opsbus.standalone.backbone;

import org.jspecify.annotations.NullMarked;
