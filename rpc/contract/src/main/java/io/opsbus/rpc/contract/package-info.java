/**
 * What every host of an endpoint and every service with Actions is checked by. Main-scope classes for tests: depend on this
 * module in test scope only.
 */
@NullMarked
package io.opsbus.rpc.contract;

import org.jspecify.annotations.NullMarked;
