/**
 * The one endpoint clients know: who calls (accounts and access keys), what the key may do, and where the call goes. Pure;
 * the packages below say what a replay, a throttle, a route and an audit record are.
 */
@NullMarked
package io.opsbus.gateway;

import org.jspecify.annotations.NullMarked;
