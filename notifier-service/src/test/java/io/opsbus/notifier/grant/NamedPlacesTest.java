package io.opsbus.notifier.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.grant.CloudName.Sort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedPlacesTest {
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId MASKED = new AccountId("169070*****30");
    private static final CloudName ALARM = CloudName.ofFunction("cn-hangzhou", "orders", "alarm");

    private static Lead functions(String account, String url, String... parts) {
        return new Lead(Sort.FUNCTION, account, List.of(parts), Map.of("type", "function", "url", url));
    }

    private static String url(AccountId account, CloudName name, Lead... leads) {
        return new NamedPlaces(List.of(leads))
                .form(account, name)
                .map(form -> String.valueOf(form.get("url")))
                .orElse("nowhere");
    }

    @Test
    void theFirstWordOnANameCounts() {
        var exact = functions("*", "https://a.example/", "cn-hangzhou", "orders", "alarm");
        var any = functions("*", "https://b.example/{region}/{service}/{function}", "*", "*", "*");
        assertThat(url(ALICE, ALARM, exact, any)).isEqualTo("https://a.example/");
        assertThat(url(ALICE, ALARM, any, exact)).isEqualTo("https://b.example/cn-hangzhou/orders/alarm");
        assertThat(url(ALICE, CloudName.ofFunction("cn-hangzhou", "orders", "other"), exact))
                .isEqualTo("nowhere");
        assertThat(url(ALICE, CloudName.ofLogStore("cn-hangzhou", "orders", "alarm"), any))
                .isEqualTo("nowhere");
        assertThat(NamedPlaces.NONE.form(ALICE, ALARM)).isEmpty();
    }

    @Test
    void aPartThatIsLeftOutIsPutNowhere() {
        var unnamed = CloudName.ofFunction("", "", "alarm");
        assertThat(url(ALICE, unnamed, functions("*", "https://a.example/{function}", "*", "*", "*")))
                .isEqualTo("https://a.example/alarm");
        assertThat(url(ALICE, unnamed, functions("*", "https://a.example/{service}/{function}", "*", "*", "*")))
                .isEqualTo("nowhere");
    }

    @Test
    void anAccountsIdIsPutIntoAnAddressWhenItIsPlain() {
        var own = functions("*", "https://{account}.example/", "*", "*", "*");
        assertThat(url(ALICE, ALARM, own)).isEqualTo("https://alice.example/");
        assertThat(url(MASKED, ALARM, own)).isEqualTo("nowhere");
        assertThat(url(MASKED, ALARM, functions("169070*****30", "https://a.example/", "*", "*", "*")))
                .isEqualTo("https://a.example/");
        assertThat(url(ALICE, ALARM, functions("bob", "https://a.example/", "*", "*", "*")))
                .isEqualTo("nowhere");
    }

    @Test
    void namesArePutIntoHeadersAndNeverIntoSecrets() {
        var lead = new Lead(
                Sort.LOG_STORE,
                "*",
                List.of("*", "*", "*"),
                Map.of(
                        "type", "log-store",
                        "protocol", "sls",
                        "endpoint", "https://{region}.log.example",
                        "project", "{project}",
                        "logstore", "{log-store}",
                        "accessKeyId", "AK",
                        "accessKeySecret", "s3cret{project}"));
        assertThat(new NamedPlaces(List.of(lead)).form(ALICE, CloudName.ofLogStore("cn-beijing", "ops", "events")))
                .get()
                .isEqualTo(Map.of(
                        "type", "log-store",
                        "protocol", "sls",
                        "endpoint", "https://cn-beijing.log.example",
                        "project", "ops",
                        "logstore", "events",
                        "accessKeyId", "AK",
                        "accessKeySecret", "s3cret{project}"));
        assertThat(lead.toString()).doesNotContain("s3cret").doesNotContain("AK");
        var told = new Lead(
                Sort.FUNCTION,
                "*",
                List.of("*", "*", "*"),
                Map.of("type", "function", "url", "https://a.example/", "headers", Map.of("x-fn", "{function}")));
        assertThat(new NamedPlaces(List.of(told)).form(ALICE, ALARM).orElseThrow())
                .containsEntry("headers", Map.of("x-fn", "alarm"));
    }

    @Test
    void whatLeadsNowhereIsRefusedByTheNameOfTheSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> functions("*", "ftp://a.example/", "*", "*", "*"))
                .withMessage("opsbus.notifier.functions.url: only http and https are delivered to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> functions("*", "https://a.example/{place}", "*", "*", "*"))
                .withMessageStartingWith("opsbus.notifier.functions.url: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> functions("*", "https://a.example/{function}", "*", "*", "a/b"))
                .withMessageContaining("letters, digits, - and _");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> functions("", "https://a.example/", "*", "*", "*"))
                .withMessageContaining("must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lead(
                        Sort.LOG_STORE,
                        "*",
                        List.of("*", "*", "*"),
                        Map.of(
                                "type",
                                "log-store",
                                "protocol",
                                "sls",
                                "endpoint",
                                "https://a.example",
                                "project",
                                "p1",
                                "logstore",
                                "l1")))
                .withMessage("opsbus.notifier.log-stores.accessKeyId: PutLogs is signed by an access key");
    }
}
