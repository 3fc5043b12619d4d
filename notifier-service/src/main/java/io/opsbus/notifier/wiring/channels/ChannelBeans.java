package io.opsbus.notifier.wiring.channels;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Channels;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.channel.http.NettyWebClient;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.kafka.KafkaTopicChannel;
import io.opsbus.notifier.channel.kafka.Producers;
import io.opsbus.notifier.channel.logstore.LogStoreChannel;
import io.opsbus.notifier.channel.mail.Letters;
import io.opsbus.notifier.channel.mail.MailChannel;
import io.opsbus.notifier.channel.queue.QueueChannel;
import io.opsbus.notifier.channel.robot.RobotChannel;
import io.opsbus.notifier.channel.sms.SendSmsChannel;
import io.opsbus.notifier.channel.sms.SmppChannel;
import io.opsbus.notifier.channel.sms.SmsBudget;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.channel.trial.Trials;
import io.opsbus.notifier.channel.webhook.WebhookChannel;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.grant.KafkaGrants;
import io.opsbus.notifier.grant.NamedPlaces;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.consent.LiveConsents;
import io.opsbus.notifier.targets.Target.Kind;
import io.opsbus.notifier.wiring.Settings;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ways out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ChannelSettings.class, LeadSettings.class})
public class ChannelBeans {
    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(25);
    /** How long mail and short messages wait for a place before they are put off. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean(destroyMethod = "close")
    WebClient webClient(Settings settings, Clock clock) {
        var own = settings.notifier();
        return new NettyWebClient(own.webhook(), own.egressPolicy(), AddressResolver.SYSTEM, clock);
    }

    /** Dials our own queue-service wherever the operator has put it; nothing of a subscriber's goes through it. */
    @Bean(destroyMethod = "close")
    WebClient ownClient(Settings settings, Clock clock) {
        var anywhere = EgressPolicy.allowing("0.0.0.0/0,::/0");
        return new NettyWebClient(settings.notifier().webhook(), anywhere, AddressResolver.SYSTEM, clock);
    }

    @Bean(destroyMethod = "close")
    WebClient queueClient(Settings settings, Clock clock) {
        var own = settings.notifier();
        var policy = own.egressPolicy().intoQueues();
        return new NettyWebClient(own.webhook(), policy, AddressResolver.SYSTEM, clock);
    }

    @Bean
    QueueChannel queueChannel(
            @Qualifier("queueClient") WebClient client,
            @Qualifier("ownClient") WebClient own,
            ChannelSettings settings,
            InternalKey key,
            Clock clock) {
        var url = settings.queue().url();
        Optional<QueueChannel.Own> service =
                url.isEmpty() ? Optional.empty() : Optional.of(new QueueChannel.Own(URI.create(url), key, own));
        return new QueueChannel(client, service, clock);
    }

    @Bean
    TargetEgress targetEgress(Settings settings) {
        return new TargetEgress(settings.notifier().egressPolicy());
    }

    @Bean
    EgressDial egressDial(Settings settings) {
        return new EgressDial(AddressResolver.SYSTEM, settings.notifier().egressPolicy());
    }

    @Bean(destroyMethod = "close")
    Blocking mailing(ChannelSettings settings) {
        var mail = settings.mail();
        return new Blocking(mail.atOnce(), PATIENCE, mail.attemptTimeout());
    }

    @Bean
    KafkaGrants kafkaGrants(ChannelSettings settings) {
        return new KafkaGrants(
                settings.grants(), Topics.ALL.stream().map(Topic::name).collect(Collectors.toUnmodifiableSet()));
    }

    @Bean
    NamedPlaces namedPlaces(LeadSettings settings) {
        return settings.places();
    }

    @Bean(destroyMethod = "close")
    Producers producers(Settings settings) {
        return new Producers(settings.notifier().attemptTimeout());
    }

    /**
     * Places of their own: a cluster that is away must not keep mail waiting. There are as many as attempts may be under way in all, so that it is
     * the lanes that share them out among accounts.
     */
    @Bean(destroyMethod = "close")
    Blocking topicWriting(Settings settings) {
        var own = settings.notifier();
        return new Blocking(own.window().all(), Duration.ZERO, own.attemptTimeout());
    }

    @Bean
    KafkaTopicChannel kafkaTopicChannel(
            Producers producers, KafkaGrants grants, @Qualifier("topicWriting") Blocking blocking) {
        return new KafkaTopicChannel(producers, grants, blocking);
    }

    @Bean
    Wording wording(LiveRules rules) {
        return new Wording(rules.templates());
    }

    @Bean
    MeterBinder wordingMeters(Wording wording) {
        return meters -> FunctionCounter.builder("opsbus.notifier.templates.failed", wording, Wording::failed)
                .description("messages in built-in words, because an own template failed on them")
                .register(meters);
    }

    @Bean
    Channels channels(
            @Qualifier("webClient") WebClient client,
            QueueChannel queues,
            KafkaTopicChannel topics,
            ChannelSettings settings,
            Settings own,
            EgressDial dial,
            @Qualifier("mailing") Blocking mailing,
            @Qualifier("texting") Blocking texting,
            SmsBeans.Centre centre,
            SmsBudget budget,
            Wording wording,
            LiveConsents consents,
            Clock clock) {
        var channels = new EnumMap<Kind, Channel>(Kind.class);
        var programs = new WebhookChannel(client, clock, consents);
        channels.put(Kind.WEBHOOK, programs);
        channels.put(Kind.FUNCTION, programs);
        channels.put(Kind.ROBOT, new RobotChannel(client, wording, clock));
        channels.put(Kind.QUEUE, queues);
        channels.put(Kind.KAFKA_TOPIC, topics);
        channels.put(Kind.LOG_STORE, new LogStoreChannel(client, clock));
        settings.mail()
                .server()
                .map(server -> new MailChannel(server, dial, new Letters(wording, clock), mailing))
                .ifPresent(mail -> channels.put(Kind.MAIL, mail));
        settings.sms()
                .service()
                .map(service -> new SendSmsChannel(service, client, wording, clock, budget))
                .ifPresent(sms -> channels.put(Kind.SMS, sms));
        centre.link()
                .map(link -> new SmppChannel(link, wording, texting, budget))
                .ifPresent(sms -> channels.put(Kind.SMS, sms));
        return new Channels(channels, longest(own, settings, mailing, texting));
    }

    /** Only of what is set up: a lease lasts no longer than it must. */
    private static Duration longest(Settings own, ChannelSettings settings, Blocking mailing, Blocking texting) {
        return Stream.of(
                        Optional.of(own.notifier().attemptTimeout()),
                        settings.mail().server().map(_ -> mailing.longest()),
                        settings.sms().smsc().map(_ -> texting.longest()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Who asks waits for the end, but not longer than an operator's client does. */
    @Bean
    Trials trials(Channels channels, Clock clock) {
        var patience = channels.longest().compareTo(LONGEST_TRIAL) < 0 ? channels.longest() : LONGEST_TRIAL;
        return new Trials(channels, patience, clock, UUID::randomUUID);
    }
}
