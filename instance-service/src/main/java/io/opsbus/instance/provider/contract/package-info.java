/**
 * The contract of {@link io.opsbus.instance.provider.ComputeProvider}, to be run by every provider's tests, also in other
 * modules. In main scope and on the JDK alone, so that a provider of another module takes it from this module's ordinary
 * jar; each check is a name and a body, which JUnit runs as dynamic tests.
 */
@NullMarked
package io.opsbus.instance.provider.contract;

import org.jspecify.annotations.NullMarked;
