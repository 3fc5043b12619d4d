/**
 * HTTP requests of every channel: kept connections on an event loop, one deadline for a whole exchange. Nothing is ever followed, proxied or
 * decompressed, and only what the egress policy allows is dialled.
 */
@NullMarked
package io.opsbus.notifier.channel.http;

import org.jspecify.annotations.NullMarked;
