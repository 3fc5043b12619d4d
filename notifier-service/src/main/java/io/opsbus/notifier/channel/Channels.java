package io.opsbus.notifier.channel;

import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Unusable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands each attempt to the channel of its target's kind. */
public final class Channels implements Channel {
    private static final Outcome NO_CHANNEL = Outcome.Told.failed(
            Verdict.RETRY, Outcome.NO_CHANNEL, "the operator has not set up what this kind of target needs");

    private final Map<Target.Kind, Channel> channels;
    private final Duration longest;

    /**
     * One for all kinds.
     *
     * @param channels those the operator has set up; attempts at other kinds fail and wait
     * @param longest the longest from hand-over to an attempt's end on any of them
     */
    public Channels(Map<Target.Kind, Channel> channels, Duration longest) {
        this.channels = Map.copyOf(channels);
        this.longest = longest;
    }

    /** The longest an attempt takes, from hand-over to its end, on any of them. */
    public Duration longest() {
        return longest;
    }

    @Override
    public void send(List<? extends Post> posts) {
        if (posts.isEmpty()) {
            return;
        }
        var kind = kind(posts.getFirst());
        if (kind != null && posts.stream().allMatch(post -> kind(post) == kind)) {
            send(kind, posts);
            return;
        }
        var parts = new EnumMap<Target.Kind, List<Post>>(Target.Kind.class);
        for (var post : posts) {
            if (post.target() instanceof Unusable(var _, var why)) {
                ended(List.of(post), Outcome.Told.failed(Verdict.RETRY, Outcome.UNUSABLE, why));
            } else {
                parts.computeIfAbsent(post.target().kind(), _ -> new ArrayList<>())
                        .add(post);
            }
        }
        parts.forEach(this::send);
    }

    private void send(Target.Kind kind, List<? extends Post> posts) {
        var channel = channels.get(kind);
        if (channel == null) {
            ended(posts, NO_CHANNEL);
        } else {
            channel.send(posts.stream().map(Discreet::new).toList());
        }
    }

    /** Never within the call: an end may start the next attempt, and that one would end within it again. */
    private static void ended(List<? extends Post> posts, Outcome outcome) {
        var _ = Thread.ofVirtual().start(() -> posts.forEach(post -> post.ended(outcome)));
    }

    private static Target.@Nullable Kind kind(Post post) {
        return post.target() instanceof Unusable ? null : post.target().kind();
    }
}
