package io.opsbus.rpc.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that can run alone or beside others in one JVM: each start makes an application context of its own.
 *
 * <p>Settings, later ones win: {@code opsbus-micronaut/service.yml} (shared defaults), {@code <name>/application.yml}, the
 * map given to {@link #start}, environment variables ({@code OPSBUS_GATEWAY_PORT}), system properties, command line. An
 * {@code application.yml} at the root of the class path is never read: a host has several services on one.
 *
 * <p>A service's beans carry {@code @Requires(property = MicronautService.NAME, value = "<name>")} on the package that
 * holds them, so that no other service's context sees them.
 *
 * @param name of the module, such as {@code command-service}
 * @param derived settings that follow from others, asked once all others are known; must not be overridden by operators
 */
public record MicronautService(String name, Function<Environment, Map<String, Object>> derived) {
    /** The setting that tells a context whose it is. */
    public static final String NAME = "opsbus.service";

    private static final Logger LOGGER = LoggerFactory.getLogger(MicronautService.class);
    private static final int BELOW_APPLICATION_YML = EnvironmentPropertySource.POSITION - 200;
    private static final int BELOW_ENVIRONMENT = EnvironmentPropertySource.POSITION - 50;
    private static final int ABOVE_ALL = 1000;

    /**
     * Starts the service and waits until it listens.
     *
     * @param settings take the place of defaults, and give way to environment and arguments
     * @param args command line, {@code --key=value}
     * @throws ServiceStartException when it cannot start; nothing of it keeps running then
     */
    public RunningService start(Map<String, Object> settings, String... args) {
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .bootstrapEnvironment(false)
                .overrideConfigLocations("classpath:" + name + "/")
                .propertySources(
                        sharedDefaults(), PropertySource.of("settings of " + name, settings, BELOW_ENVIRONMENT))
                .args(args)
                .build();
        try {
            Environment environment = context.getEnvironment();
            environment.start();
            environment.addPropertySource(PropertySource.of("identity", Map.of(NAME, name), ABOVE_ALL));
            environment.addPropertySource(PropertySource.of("derived", derived.apply(environment), ABOVE_ALL));
            EmbeddedServer server =
                    context.start().getBean(EmbeddedServer.class).start();
            RunningService running = new RunningService(name, context, server);
            LOGGER.atInfo()
                    .addKeyValue("service", name)
                    .addKeyValue("url", running.url())
                    .log("service started");
            return running;
        } catch (RuntimeException failure) {
            context.close();
            throw new ServiceStartException(name, failure);
        }
    }

    /** Runs the service alone until the process is told to end (SIGTERM); exit status 1 when it cannot start. */
    public void runAlone(String... args) {
        try {
            start(Map.of(), args).closeWhenToldToEnd();
        } catch (ServiceStartException cannot) {
            LOGGER.atError().addKeyValue("service", name).setCause(cannot).log("service cannot start");
            System.exit(1);
        }
    }

    private static PropertySource sharedDefaults() {
        try (InputStream in = MicronautService.class.getResourceAsStream("/opsbus-micronaut/service.yml")) {
            Map<String, Object> defaults = new YamlPropertySourceLoader().read("service", Objects.requireNonNull(in));
            return PropertySource.of("defaults of every service", defaults, BELOW_APPLICATION_YML);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
