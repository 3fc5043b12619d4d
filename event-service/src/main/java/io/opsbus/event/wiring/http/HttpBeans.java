package io.opsbus.event.wiring.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.opsbus.event.AcceptedEvent;
import io.opsbus.event.IncomingEvent;
import io.opsbus.event.NoState;
import io.opsbus.event.ResourceId;
import io.opsbus.event.recent.RecentEvents;
import io.opsbus.event.rpc.Door;
import io.opsbus.event.rpc.OperatorDoor;
import io.opsbus.event.rpc.ShowRecentEvents;
import io.opsbus.event.rpc.TakeEvent;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.identity.OperatorToken;
import io.opsbus.rpc.spring.OperatorsOnly;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The way from a socket to the door. */
@Configuration(proxyBeanMethods = false)
public class HttpBeans {
    /** After the management endpoints (-100), before everything Spring maps by itself. */
    private static final int AFTER_MANAGEMENT = 10;

    @Bean
    Supplier<String> freshIds() {
        return () -> UUID.randomUUID().toString();
    }

    @Bean
    TakeEvent takeEvent(
            IncomingEvent.Reader reader, Ledger<ResourceId, NoState, AcceptedEvent> ledger, Supplier<String> freshIds) {
        var random = new SecureRandom();
        return new TakeEvent(reader, ledger, freshIds, count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    @Bean
    OperatorToken operatorToken(@Value("${opsbus.event.operator-token:}") String token) {
        return OperatorToken.orNobodys(token);
    }

    @Bean
    OperatorDoor operatorDoor(OperatorToken token, EventDesk desk, Clock clock) {
        return new OperatorDoor(token, desk, clock);
    }

    @Bean
    FilterRegistrationBean<OperatorsOnly> operatorsOnly(
            OperatorToken token,
            @Value("${opsbus.rpc.path:/rpc}") String rpcPath,
            @Value("${server.address:}") String bind) {
        return new FilterRegistrationBean<>(
                new OperatorsOnly(token, rpcPath, new OperatorsOnly.Listening(bind, "opsbus.event.operator-token")));
    }

    @Bean
    Door door(TakeEvent takeEvent, RecentEvents events, OperatorDoor operators, Supplier<String> freshIds) {
        return new Door(takeEvent, new ShowRecentEvents(events), operators, freshIds);
    }

    @Bean
    SimpleUrlHandlerMapping everythingElse(
            Door door, MeterRegistry meters, @Value("${opsbus.event.remote-admin:false}") boolean isRemoteAdmin) {
        return new SimpleUrlHandlerMapping(Map.of("/**", new HttpDoor(door, meters, isRemoteAdmin)), AFTER_MANAGEMENT);
    }

    @Bean
    ErrorDoor errorDoor(Supplier<String> freshIds) {
        return new ErrorDoor(freshIds);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> jsonErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorReport.class.getName());
            }
        });
    }
}
