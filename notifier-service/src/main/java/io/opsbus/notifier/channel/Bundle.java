package io.opsbus.notifier.channel;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Channel.Post;
import io.opsbus.notifier.targets.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Attempts that go out in one message, because their target is told several events at once.
 *
 * @param posts at least one, all of one target
 */
public record Bundle(List<Post> posts) {
    /** One bundle for each target. */
    public static List<Bundle> of(List<? extends Post> posts) {
        var byTarget = new LinkedHashMap<TargetId, List<Post>>();
        for (var post : posts) {
            byTarget.computeIfAbsent(post.delivery().target(), _ -> new ArrayList<>())
                    .add(post);
        }
        return byTarget.values().stream().map(Bundle::new).toList();
    }

    /** Where it goes. */
    public Target target() {
        return posts.getFirst().target();
    }

    /** Whose news it is. */
    public AccountId account() {
        return posts.getFirst().delivery().to().account();
    }

    /** For whom it is dialled. */
    public EgressDial.Caller caller() {
        return new EgressDial.Caller(account(), posts.getFirst().delivery().target());
    }

    /** The events in it. */
    public List<EventDocument> events() {
        return posts.stream()
                .map(post -> EventDocument.of(post.delivery().body()))
                .toList();
    }

    /** Ends every attempt in it alike. */
    public void ended(Outcome outcome) {
        posts.forEach(post -> post.ended(outcome));
    }
}
