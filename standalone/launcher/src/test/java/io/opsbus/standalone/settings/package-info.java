@NullMarked
package io.opsbus.standalone.settings;

import org.jspecify.annotations.NullMarked;
