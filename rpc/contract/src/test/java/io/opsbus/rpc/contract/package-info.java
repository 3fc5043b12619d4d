@NullMarked
package io.opsbus.rpc.contract;

import org.jspecify.annotations.NullMarked;
