/**
 * What an Action takes, said once: the declaration reads and checks the request, is the reference page's source, tells the
 * gateway who may call it and which parameters name resources, and feeds the generated isolation and fuzz tests.
 */
@NullMarked
package io.opsbus.rpc.declare;

import org.jspecify.annotations.NullMarked;
