/** Log services (guide 4.1, 日志服务): OTLP for everybody, PutLogs for the Aliyun log service. */
@NullMarked
package io.opsbus.notifier.channel.logstore;

import org.jspecify.annotations.NullMarked;
