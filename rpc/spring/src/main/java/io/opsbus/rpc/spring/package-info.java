/**
 * The thin Spring host of rpc: an endpoint behind a servlet of its own on the service's Tomcat, beside whatever the service
 * serves through Spring MVC. A service imports {@link io.opsbus.rpc.spring.RpcServing} in its wiring; nothing is found by
 * scanning.
 */
@NullMarked
package io.opsbus.rpc.spring;

import org.jspecify.annotations.NullMarked;
