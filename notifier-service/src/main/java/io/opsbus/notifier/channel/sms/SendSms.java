package io.opsbus.notifier.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.signature.AccessKeySecret;
import io.opsbus.rpc.signature.SignatureV1;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** One SendSms call for one number, because a call is refused for all its numbers when one is wrong; nonce and timestamp are fresh each time it goes out. */
final class SendSms implements WebClient.Message {
    private final SmsService service;
    private final String number;
    private final String text;
    private final Instant now;

    SendSms(SmsService service, String number, String text, Instant now) {
        this.service = service;
        this.number = number;
        this.text = text;
        this.now = now;
    }

    @Override
    public URI url() {
        return service.endpoint();
    }

    @Override
    public Body body() {
        var parameters = new TreeMap<String, String>();
        parameters.put("Action", "SendSms");
        parameters.put("Version", "2017-05-25");
        parameters.put("Format", "JSON");
        parameters.put("AccessKeyId", service.login().id());
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureVersion", "1.0");
        parameters.put("SignatureNonce", UUID.randomUUID().toString());
        parameters.put("Timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put("PhoneNumbers", number);
        parameters.put("SignName", service.signName());
        parameters.put("TemplateCode", service.templateCode());
        parameters.put("TemplateParam", EventDocument.json(Map.of(service.variable(), text)));
        var secret = new AccessKeySecret(service.login().secret().reveal());
        parameters.put("Signature", SignatureV1.sign(SignatureV1.stringToSign("POST", parameters), secret));
        return Body.of(parameters.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8));
    }

    @Override
    public void headers(WebClient.Headers out) {
        out.set("content-type", "application/x-www-form-urlencoded");
    }
}
