/** Actions that send files. */
@NullMarked
package io.opsbus.invocation.rpc.file;

import org.jspecify.annotations.NullMarked;
