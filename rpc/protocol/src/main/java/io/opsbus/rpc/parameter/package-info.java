/**
 * Request parameters: query and form merged, percent-decoding, indexed lists and structs, typed getters whose answer is a value.
 */
@NullMarked
package io.opsbus.rpc.parameter;

import org.jspecify.annotations.NullMarked;
