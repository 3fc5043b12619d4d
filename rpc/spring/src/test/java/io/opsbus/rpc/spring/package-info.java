@NullMarked
package io.opsbus.rpc.spring;

import org.jspecify.annotations.NullMarked;
