/** Queues that speak MNS over HTTP and XML, here or anywhere (guide 4.1, 消息服务队列). */
@NullMarked
package io.opsbus.notifier.channel.queue;

import org.jspecify.annotations.NullMarked;
