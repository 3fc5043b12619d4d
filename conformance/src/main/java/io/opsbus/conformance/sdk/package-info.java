/**
 * The two generations of the official Java SDK behind {@link io.opsbus.conformance.Sdk}. Requests and answers are the SDK's
 * typed classes, found by the action's name; this is the one place of the project that reflects, so that a new action needs
 * no code here.
 */
@NullMarked
package io.opsbus.conformance.sdk;

import org.jspecify.annotations.NullMarked;
