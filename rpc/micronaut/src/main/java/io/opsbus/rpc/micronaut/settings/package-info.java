/** What every service can be told from outside, under the same names in each of them. */
@NullMarked
package io.opsbus.rpc.micronaut.settings;

import org.jspecify.annotations.NullMarked;
