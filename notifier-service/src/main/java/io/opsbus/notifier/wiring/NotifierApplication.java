package io.opsbus.notifier.wiring;

import io.opsbus.notifier.wiring.channels.ChannelBeans;
import io.opsbus.notifier.wiring.channels.ConsentBeans;
import io.opsbus.notifier.wiring.channels.SmsBeans;
import io.opsbus.notifier.wiring.http.HttpBeans;
import io.opsbus.notifier.wiring.http.OwnBeans;
import io.opsbus.notifier.wiring.http.RpcBeans;
import io.opsbus.notifier.wiring.kafka.KafkaBeans;
import io.opsbus.rpc.spring.RpcServing;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The parts of the service, named one by one: nothing is found by scanning. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(Settings.class)
@Import({
    StoreBeans.class,
    ShelfBeans.class,
    EngineBeans.class,
    ChoreBeans.class,
    ChannelBeans.class,
    SmsBeans.class,
    ConsentBeans.class,
    KafkaBeans.class,
    BusBeans.class,
    HttpBeans.class,
    OwnBeans.class,
    RpcBeans.class,
    RpcServing.class,
    HealthBeans.class,
    MeterBeans.class
})
public class NotifierApplication {}
