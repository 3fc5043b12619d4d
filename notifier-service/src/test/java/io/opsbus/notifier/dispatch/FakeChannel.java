package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Attempts end as the script says; an empty answer leaves them open until the test ends them. */
final class FakeChannel implements Channel {
    private final List<List<DeliveryId>> messages = new ArrayList<>();
    private final List<DeliveryId> sent = new ArrayList<>();
    private final Map<TargetId, Integer> open = new ConcurrentHashMap<>();
    private final List<Post> hanging = new ArrayList<>();
    private Function<Post, Optional<Outcome>> script = _ -> Optional.of(status(204));

    static Outcome status(int code) {
        return new Outcome.Answered(code, Optional.empty());
    }

    synchronized void script(Function<Post, Optional<Outcome>> next) {
        script = next;
    }

    @Override
    public void send(List<? extends Post> posts) {
        synchronized (this) {
            messages.add(posts.stream().map(post -> post.delivery().id()).toList());
        }
        for (var post : posts) {
            Optional<Outcome> outcome;
            synchronized (this) {
                sent.add(post.delivery().id());
                outcome = script.apply(post);
                if (outcome.isEmpty()) {
                    hanging.add(post);
                    open.merge(post.delivery().target(), 1, Integer::sum);
                }
            }
            // from another thread, as a real channel does; never inside the call
            outcome.ifPresent(end -> Thread.ofVirtual().start(() -> post.ended(end)));
        }
    }

    /** The deliveries of each call, in order: what one digesting target got in one message. */
    synchronized List<List<DeliveryId>> messages() {
        return List.copyOf(messages);
    }

    synchronized List<DeliveryId> sent() {
        return List.copyOf(sent);
    }

    int open(TargetId target) {
        return open.getOrDefault(target, 0);
    }

    /** Ends every hanging attempt, and waits for what follows from it. */
    void end(Outcome outcome) {
        List<Post> ending;
        synchronized (this) {
            ending = List.copyOf(hanging);
            hanging.clear();
            open.clear();
        }
        ending.forEach(post -> post.ended(outcome));
    }
}
