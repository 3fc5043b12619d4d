@NullMarked
package io.opsbus.standalone.backbone.process;

import org.jspecify.annotations.NullMarked;
