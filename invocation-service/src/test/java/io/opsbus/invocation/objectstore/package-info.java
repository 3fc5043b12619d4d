@NullMarked
package io.opsbus.invocation.objectstore;

import org.jspecify.annotations.NullMarked;
