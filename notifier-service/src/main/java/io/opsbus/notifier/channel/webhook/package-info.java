/** Programs that are called: webhooks and functions (guide 4.1, GET 或 POST URL 回调, 函数计算), signed and in the format they chose. */
@NullMarked
package io.opsbus.notifier.channel.webhook;

import org.jspecify.annotations.NullMarked;
