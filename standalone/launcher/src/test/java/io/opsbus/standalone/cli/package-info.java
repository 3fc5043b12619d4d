@NullMarked
package io.opsbus.standalone.cli;

import org.jspecify.annotations.NullMarked;
