package io.opsbus.conformance.fuzz;

import io.opsbus.conformance.raw.RawRequest;

/**
 * One generated request.
 *
 * @param number its place in the run; with the seed it makes the same request again
 * @param action whose answer it asks for; a name the API does not have when it was made up
 */
record Attempt(long number, String action, RawRequest request) {}
