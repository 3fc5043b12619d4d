package io.opsbus.queue.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.Given;
import io.opsbus.rpc.declare.Declaration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Made from the declarations: every action that names a queue × a stranger. */
class IsolationTest {
    @TestFactory
    Stream<DynamicTest> anotherAccountsQueueIsNotThere() {
        return new Service()
                .actions.declarations().stream()
                        .filter(declaration -> !declaration.name().action().equals("CreateQueue"))
                        .filter(declaration -> declaration
                                .placed()
                                .anyMatch(placed -> placed.field().namesResource()))
                        .map(declaration ->
                                DynamicTest.dynamicTest(declaration.name().action(), () -> tryAsStranger(declaration)));
    }

    private static void tryAsStranger(Declaration declaration) {
        var service = new Service();
        service.create("orders", "");
        service.send("orders", "<MessageBody>secret</MessageBody>");
        String handle = service.receive("orders").text("ReceiptHandle");
        service.send("orders", "<MessageBody>secret</MessageBody>");
        String before =
                service.call("GetQueueAttributes", "QueueName", "orders").body();
        String action = declaration.name().action();
        String body = action.equals("SendMessage") ? "<Message><MessageBody>x</MessageBody></Message>" : "";

        Service.Told told = service.call(
                Given.BOB,
                action,
                Map.of("QueueName", "orders", "ReceiptHandle", handle, "VisibilityTimeout", "0", "Body", body));

        assertThat(told.status()).as(told.body()).isEqualTo(404);
        assertThat(told.code()).isEqualTo("QueueNotExist");
        assertThat(service.call("GetQueueAttributes", "QueueName", "orders").body())
                .isEqualTo(before);
    }

    @Test
    void aHandleOpensNothingInAQueueOfTheSameNameThatIsAnothers() {
        var service = new Service();
        service.create("orders", "");
        service.call(Given.BOB, "CreateQueue", "QueueName", "orders");
        service.send("orders", "<MessageBody>secret</MessageBody>");
        String handle = service.receive("orders").text("ReceiptHandle");

        assertThat(service.call(Given.BOB, "DeleteMessage", "QueueName", "orders", "ReceiptHandle", handle)
                        .code())
                .isEqualTo("MessageNotExist");
        assertThat(service.call(Given.BOB, "ListQueue").root().children()).hasSize(1);
        assertThat(service.call("DeleteMessage", "QueueName", "orders", "ReceiptHandle", handle)
                        .status())
                .isEqualTo(204);
    }
}
