package io.opsbus.notifier.channel;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.Channel.Post;
import io.opsbus.notifier.targets.Target;

/** An attempt whose outcome says nothing of the target's secrets: it is written down. */
record Discreet(Post post) implements Post {
    @Override
    public Delivery delivery() {
        return post.delivery();
    }

    @Override
    public Target target() {
        return post.target();
    }

    @Override
    public Progress progress() {
        return post.progress();
    }

    @Override
    public int attempt() {
        return post.attempt();
    }

    @Override
    public void ended(Outcome outcome) {
        post.ended(hidden(outcome));
    }

    private Outcome hidden(Outcome outcome) {
        if (outcome.said().isEmpty()) {
            return outcome;
        }
        var said = Discretion.hidden(target(), outcome.said());
        return switch (outcome) {
            case Outcome.Answered answered -> new Outcome.Answered(answered.status(), answered.retryAfter(), said);
            case Outcome.Told told -> new Outcome.Told(told.verdict(), told.word(), told.retryAfter(), said);
            case Outcome.Partial partial -> new Outcome.Partial(partial.why(), said, partial.progress());
            case Outcome.Postponed postponed -> postponed;
            case Outcome.Unanswered unanswered -> unanswered;
        };
    }
}
