@NullMarked
package io.opsbus.rpc.page;

import org.jspecify.annotations.NullMarked;
