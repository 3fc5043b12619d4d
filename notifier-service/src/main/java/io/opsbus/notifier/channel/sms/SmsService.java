package io.opsbus.notifier.channel.sms;

import io.opsbus.notifier.targets.Target.Login;
import java.net.URI;

/**
 * An HTTP service of the SendSms form.
 *
 * @param signName the sender's registered name (签名)
 * @param templateCode a template with one variable
 * @param variable its name; the text goes there
 */
public record SmsService(URI endpoint, Login login, String signName, String templateCode, String variable) {}
