/** JSON inside a parameter ({@code InstanceIds=["i-1"]}) and kept replies, read strictly and within bounds. */
@NullMarked
package io.opsbus.rpc.json;

import org.jspecify.annotations.NullMarked;
