package io.opsbus.notifier.wiring;

import io.opsbus.notifier.channel.Channels;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.http.NettyWebClient;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.webhook.WebhookChannel;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Target.Kind;
import java.time.Clock;
import java.util.EnumMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ways out. */
@Configuration(proxyBeanMethods = false)
class ChannelBeans {
    @Bean(destroyMethod = "close")
    WebClient webClient(Settings settings, Clock clock) {
        var own = settings.notifier();
        return new NettyWebClient(own.webhook(), own.egressPolicy(), AddressResolver.SYSTEM, clock);
    }

    @Bean
    Channels channels(WebClient client, Clock clock) {
        var channels = new EnumMap<Kind, Channel>(Kind.class);
        var programs = new WebhookChannel(client, clock);
        channels.put(Kind.WEBHOOK, programs);
        channels.put(Kind.FUNCTION, programs);
        return new Channels(channels);
    }
}
