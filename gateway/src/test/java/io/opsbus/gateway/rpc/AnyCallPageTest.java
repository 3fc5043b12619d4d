package io.opsbus.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.contract.PageSectionContract;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnyCallPageTest extends PageSectionContract {
    @Override
    protected String section() {
        return "any-call";
    }

    @Override
    protected String text() {
        StringBuilder text = new StringBuilder("""
                ## What any call may hear

                Whatever is asked for: from the gateway, before a service hears of it, or from the service's endpoint. Clients go by the HTTP
                status first. A call that is refused here has changed nothing; of one that hears 500 or 503 that is not known. Calls of queues
                hear the same in the words of MNS ([queue-service](../queue-service/README.md)).

                | error | status | what happened | what helps |
                |---|---|---|---|
                """);
        Stream.of(AnyCall.values())
                .sorted(Comparator.comparingInt(each -> each.error.status()))
                .forEach(each -> text.append("| `%s` | %d | %s | %s |%n"
                        .formatted(each.error.code(), each.error.status(), each.cause, each.cure)));
        return text.toString();
    }

    @Test
    void everyNoTheGatewayMakesStandsThere() throws Exception {
        List<Method> makers = Arrays.stream(Denial.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == Denial.class && method.getParameterCount() == 0)
                .toList();
        assertThat(makers).hasSizeGreaterThan(7);
        for (Method maker : makers) {
            assertThat(AnyCall.errors()).contains(((Denial) maker.invoke(null)).error());
        }
    }

    @Test
    void noCodeStandsThereTwiceWithOneStatus() {
        assertThat(AnyCall.errors().stream().map(error -> error.status() + " " + error.code()))
                .doesNotHaveDuplicates();
    }
}
