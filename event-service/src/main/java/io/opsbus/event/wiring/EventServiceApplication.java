package io.opsbus.event.wiring;

import io.opsbus.event.wiring.http.HttpBeans;
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
    BusBeans.class,
    SystemEventBeans.class,
    HttpBeans.class,
    RpcBeans.class,
    RpcServing.class,
    HealthBeans.class
})
public class EventServiceApplication {}
