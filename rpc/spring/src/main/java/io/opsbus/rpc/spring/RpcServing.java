package io.opsbus.rpc.spring;

import io.opsbus.rpc.http.Endpoint;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Serves the context's one {@link Endpoint} at the path of the setting {@code opsbus.rpc.path}, {@code /rpc} when it is not
 * set. The service has {@code spring.threads.virtual.enabled: true}: a request blocks its thread.
 *
 * <p>A servlet of its own and not a mapping of Spring MVC: it has every method, and the body is nobody else's; a service's
 * own door at {@code /**} and the management endpoints stay as they are.
 */
@Configuration(proxyBeanMethods = false)
public class RpcServing {
    /** 64 KiB of query, since most official SDKs send everything there, and 16 KiB for the rest of the head. */
    private static final int LONGEST_HEAD = 80 * 1024;

    /** A body that is too long is read to its end up to here, so that the client hears the 413. */
    private static final int MOST_SWALLOWED = 8 << 20;

    /** Each connection that is being served holds a buffer of {@link #LONGEST_HEAD}. */
    private static final int MOST_CONNECTIONS = 2048;

    /** As long as the other hosts keep a connection nobody uses. */
    private static final int IDLE_MILLIS = 60_000;

    @Bean
    ServletRegistrationBean<RpcServlet> rpcServlet(
            Endpoint endpoint,
            @Value("${opsbus.rpc.path:/rpc}") String path,
            @Value("${spring.application.name:}") String service) {
        var registration = new ServletRegistrationBean<>(new RpcServlet(endpoint, service), path);
        registration.setName("rpc");
        return registration;
    }

    /** Runs after Boot's own customizers, which have an order: what the protocol needs wins over defaults. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> rpcLimits() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxHttpRequestHeaderSize(LONGEST_HEAD);
                http.setMaxSwallowSize(MOST_SWALLOWED);
                http.setMaxConnections(MOST_CONNECTIONS);
                // the gateway keeps its connections; the usual limit closes each after a hundred requests
                http.setMaxKeepAliveRequests(-1);
                http.setKeepAliveTimeout(IDLE_MILLIS);
                // a client that announces too much is refused before it sends
                http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            }
        });
    }

    /** Whatever runs first: what the service sets for errors of Tomcat stays, except at the endpoint's path. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> rpcErrors(@Value("${opsbus.rpc.path:/rpc}") String path) {
        return factory -> {
            factory.addEngineValves(new RefusedAtThePath(path));
            factory.addContextValves(new RefusedAtThePath(path));
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host
                        && host.getErrorReportValveClass().equals(ErrorReportValve.class.getName())) {
                    host.setErrorReportValveClass(ProtocolErrorReport.class.getName());
                }
            });
        };
    }
}
