package io.opsbus.ledger.fault;

import io.opsbus.ledger.World.Step;
import io.opsbus.ledger.postgres.TestDatabase;
import io.opsbus.ledger.relay.KafkaFactSink;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service in a process of its own that ends at one step without a last word. Arguments: JDBC URL, Kafka bootstrap, topic,
 * last step to count to, step to die at or NEVER, after how many passes, then for each tally its id and first step. Prints a
 * line for each answer it got.
 */
public final class DoomedService {

    private DoomedService() {}

    public static void main(String[] args) throws InterruptedException {
        int last = Integer.parseInt(args[3]);
        String doom = args[4];
        var passes = new AtomicInteger(Integer.parseInt(args[5]));
        var sink = KafkaFactSink.open(Map.of("bootstrap.servers", args[1]));
        var service = new Service(TestDatabase.source(args[0]), sink, args[2], step -> dieAt(doom, passes, step));
        var threads = new ArrayList<Thread>();
        for (int n = 6; n < args.length; n += 2) {
            String id = args[n];
            int first = Integer.parseInt(args[n + 1]);
            threads.add(Thread.ofPlatform()
                    .start(() -> service.countTo(id, first, last, reply -> System.out.println(id + " " + reply))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!doom.equals("NEVER")) {
            Thread.currentThread().join(); // the relay or a timer has yet to meet its step
        }
        service.close();
    }

    private static void dieAt(String doom, AtomicInteger passes, Step step) {
        if (step.name().equals(doom) && passes.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
    }
}
