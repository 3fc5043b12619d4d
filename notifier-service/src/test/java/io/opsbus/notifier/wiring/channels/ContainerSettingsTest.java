package io.opsbus.notifier.wiring.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.wiring.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The lines of {@code deploy/settings/notifier-service.env}, taken at their word, reach the settings as environment does. */
class ContainerSettingsTest {
    private static final Pattern OFFER = Pattern.compile("#([A-Z0-9_]+)=(.+)");

    private static Binder binder;

    @BeforeAll
    static void readThem() throws Exception {
        Path home = Path.of(System.getProperty("opsbus.home", "."));
        var offered = new HashMap<String, Object>();
        Files.readAllLines(home.resolve("deploy/settings/notifier-service.env")).stream()
                .map(OFFER::matcher)
                .filter(Matcher::matches)
                .forEach(line -> offered.put(line.group(1), line.group(2)));
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, offered));
        binder = Binder.get(environment);
    }

    @Test
    void peopleAreTold() {
        var channels = binder.bindOrCreate("opsbus.notifier", ChannelSettings.class);
        assertThat(channels.mail().host()).isEqualTo("smtp.example.com");
        assertThat(channels.mail().server()).isPresent();
        assertThat(channels.sms().smsc()).isPresent();
        assertThat(channels.sms().service()).isPresent();
        assertThat(channels.sms().signName()).isEqualTo("OpsBus");
        assertThat(channels.sms().templateCode()).isEqualTo("SMS_1");
        assertThat(channels.sms().dailyParts()).isEqualTo(200);
    }

    @Test
    void namedTargetsLeadSomewhere() {
        var leads = binder.bindOrCreate("opsbus.notifier", LeadSettings.class);
        assertThat(leads.functions())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.url()).isEqualTo("https://fn.example.com/{account}/{service}/{function}"));
        assertThat(leads.logStores())
                .singleElement()
                .satisfies(one -> assertThat(one.protocol()).isEqualTo("otlp"));
        assertThat(leads.places()).isNotNull();
        assertThat(binder.bindOrCreate("opsbus.notifier", ChannelSettings.class).grants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.account()).isEqualTo("*"));
    }

    @Test
    void receiversAndPeopleAreAskedFirstAndAnAccountHasAddressesOfItsOwn() {
        var notifier = binder.bindOrCreate("opsbus", Settings.class).notifier();
        assertThat(notifier.webhooks().origin()).isEqualTo("ops.example.com");
        assertThat(notifier.webhooks().toString()).containsIgnoringCase("required");
        assertThat(notifier.contacts().toString()).containsIgnoringCase("required");
        assertThat(notifier.egress().accounts()).hasSize(1);
    }
}
