/**
 * HTTP by hand: requests no client library would send, signed by code that shares nothing with the system's own, and answers
 * read to the last byte.
 */
@NullMarked
package io.opsbus.conformance.raw;

import org.jspecify.annotations.NullMarked;
