/** Actions on what can be had: regions, zones, stock, quotas. */
@NullMarked
package io.opsbus.instance.rpc.region;

import org.jspecify.annotations.NullMarked;
