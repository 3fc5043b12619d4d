/** Actions on tags. */
@NullMarked
package io.opsbus.instance.rpc.tag;

import org.jspecify.annotations.NullMarked;
