package io.opsbus.rpc.spring;

import io.opsbus.rpc.http.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** A service as ours are: management endpoints at the root, a door of its own for everything else, and the endpoint. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RpcServing.class)
class SampleService {
    private static final int AFTER_MANAGEMENT = 10;

    static ServletWebServerApplicationContext start(Endpoint endpoint, String... settings) {
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(SampleService.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("endpoint", endpoint))
                .properties(Map.of(
                        "spring.config.name", "sample-service",
                        "spring.application.name", "sample-service",
                        "spring.main.banner-mode", "off",
                        "spring.threads.virtual.enabled", "true",
                        "spring.web.resources.add-mappings", "false",
                        "server.address", "127.0.0.1",
                        "server.port", "0",
                        "management.endpoints.web.base-path", "/",
                        "management.endpoints.web.discovery.enabled", "false"))
                .run(settings);
    }

    /** Errors that are not the endpoint's, in the service's own words. */
    public static final class OwnErrors extends ErrorReportValve {
        static final String TEXT = "an error in the service's own words";

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() >= 400 && response.setErrorReported()) {
                try {
                    response.getReporter().write(TEXT);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @Bean
    @ConditionalOnProperty("own-errors")
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> ownErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(OwnErrors.class.getName());
            }
        });
    }

    @Bean
    SimpleUrlHandlerMapping everythingElse() {
        HttpRequestHandler door = (request, response) -> response.getOutputStream()
                .write(("the service's own door: " + request.getMethod() + " " + request.getRequestURI())
                        .getBytes(StandardCharsets.UTF_8));
        return new SimpleUrlHandlerMapping(Map.of("/**", door), AFTER_MANAGEMENT);
    }
}
