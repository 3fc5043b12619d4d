@NullMarked
package io.opsbus.gateway.rpc.admin;

import org.jspecify.annotations.NullMarked;
