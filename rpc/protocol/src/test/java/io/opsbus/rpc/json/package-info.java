@NullMarked
package io.opsbus.rpc.json;

import org.jspecify.annotations.NullMarked;
