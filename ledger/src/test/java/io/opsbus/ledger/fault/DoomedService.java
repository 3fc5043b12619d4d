package io.opsbus.ledger.fault;

import io.opsbus.ledger.World.Step;
import io.opsbus.ledger.postgres.TestDatabase;
import io.opsbus.ledger.relay.KafkaFactSink;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service in a process of its own that ends at one step without a last word. Arguments: JDBC URL, Kafka bootstrap, topic,
 * last step to count to, step to die at, then for each tally its id and first step. Prints a
 * line for each answer it got.
 */
public final class DoomedService {

    /** Dies in this pass of the step: the first has left something behind. */
    private static final int DEADLY = 2;

    private DoomedService() {}

    public static void main(String[] args) throws InterruptedException {
        int last = Integer.parseInt(args[3]);
        String doom = args[4];
        var passes = new AtomicInteger();
        var sink = KafkaFactSink.open(Map.of("bootstrap.servers", args[1]));
        var service = new Service(
                TestDatabase.pool(args[0]), sink, args[2], step -> dieAt(doom, passes, step), relaying(doom));
        var threads = new ArrayList<Thread>();
        for (int n = 5; n < args.length; n += 2) {
            String id = args[n];
            int first = Integer.parseInt(args[n + 1]);
            threads.add(Thread.ofPlatform()
                    .start(() -> service.countTo(id, first, last, reply -> System.out.println(id + " " + reply))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Thread.currentThread().join(); // the relay or a timer has yet to meet its step
    }

    /** A Kafka client costs half the start of such a short life: only those have one that end in the relay or beside it. */
    private static boolean relaying(String doom) {
        return doom.startsWith("RELAY") || doom.equals("COMMITTED");
    }

    private static void dieAt(String doom, AtomicInteger passes, Step step) {
        if (step.name().equals(doom) && passes.incrementAndGet() == DEADLY) {
            Runtime.getRuntime().halt(137);
        }
    }
}
