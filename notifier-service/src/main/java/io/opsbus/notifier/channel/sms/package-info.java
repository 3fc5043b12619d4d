/** Short messages (guide 4.1, 短信): through an SMSC over SMPP 3.4, or through an HTTP service of the SendSms form. */
@NullMarked
package io.opsbus.notifier.channel.sms;

import org.jspecify.annotations.NullMarked;
