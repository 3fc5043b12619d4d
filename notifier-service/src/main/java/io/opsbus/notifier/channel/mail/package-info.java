/** Mail over SMTP (guide 4.1, 邮箱): text and HTML in one message, TLS before anything secret is said. */
@NullMarked
package io.opsbus.notifier.channel.mail;

import org.jspecify.annotations.NullMarked;
