/**
 * The webhook channel: POSTs the guide's JSON (guide 4.1, GET 或 POST URL 回调). Between a name's resolution and the dial stands the egress
 * policy; nothing is ever followed, proxied or decompressed.
 */
@NullMarked
package io.opsbus.notifier.channel.webhook;

import org.jspecify.annotations.NullMarked;
