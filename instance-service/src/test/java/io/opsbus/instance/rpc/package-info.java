@NullMarked
package io.opsbus.instance.rpc;

import org.jspecify.annotations.NullMarked;
