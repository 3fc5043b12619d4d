package io.opsbus.notifier.channel;

import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.Channel.Post;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attempt at a target of several recipients: what each of them answered, and from that the outcome of each delivery in it. A recipient who
 * has a delivery, or was refused it for good, is not asked again; the delivery is over when nobody is left to ask. One that all of them refuse
 * is tried again like any refused delivery: what they dislike may be the message. All of them are reached through a server of the operator's:
 * its silence is not theirs. Safe for any thread.
 */
public final class RollCall {
    /** Recipients who lack the same events, and get them in one message. */
    public record Share(Bundle bundle, List<String> recipients) {}

    private final Bundle bundle;
    private final List<String> to;
    private final String word;
    private final Map<String, Outcome> answers = new HashMap<>();
    private boolean over;

    /**
     * Nobody has answered yet.
     *
     * @param to the target's recipients
     * @param word what labels begin with, such as {@code smtp}
     */
    public RollCall(Bundle bundle, List<String> to, String word) {
        this.bundle = bundle;
        this.to = to.stream().distinct().toList();
        this.word = word;
    }

    /** Who is to get what. */
    public List<Share> shares() {
        var lacking = new LinkedHashMap<List<Post>, List<String>>();
        for (var recipient : to) {
            var posts = bundle.posts().stream()
                    .filter(post -> !post.progress().isOver(recipient))
                    .toList();
            if (!posts.isEmpty()) {
                lacking.computeIfAbsent(posts, _ -> new ArrayList<>()).add(recipient);
            }
        }
        var shares = new ArrayList<Share>();
        lacking.forEach((posts, recipients) -> shares.add(new Share(new Bundle(posts), List.copyOf(recipients))));
        return shares;
    }

    /**
     * Notes what a recipient's answer was: {@link Verdict#DELIVERED}, {@link Verdict#DEAD} when it was refused for good, or any other. What
     * comes after the end is not heard.
     *
     * @return whether everybody has answered now
     */
    public synchronized boolean answered(String recipient, Outcome outcome) {
        if (!over) {
            answers.put(recipient, Fault.ofServer(outcome));
        }
        return shares().stream().allMatch(share -> answers.keySet().containsAll(share.recipients()));
    }

    /** Whether it has ended; nothing is sent any more then. */
    public synchronized boolean isOver() {
        return over;
    }

    /**
     * Ends the attempt, the first time.
     *
     * @param rest what it came to for those who have not answered
     */
    public void end(Outcome rest) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        var left = Fault.ofServer(rest);
        bundle.posts().forEach(post -> post.ended(outcome(post, left)));
    }

    private Outcome outcome(Post post, Outcome rest) {
        var served = new HashSet<String>();
        var refused = new HashSet<String>();
        var taken = new ArrayList<String>();
        var troubles = new ArrayList<String>();
        var failures = new ArrayList<Outcome>();
        for (var recipient : post.progress().open(to)) {
            var answer = answers.getOrDefault(recipient, rest);
            switch (answer.verdict()) {
                case DELIVERED -> served.add(recipient);
                case DEAD -> refused.add(recipient);
                case RETRY, RETRY_REFUSED -> failures.add(answer);
            }
            if (answers.containsKey(recipient) && !answer.said().isEmpty()) {
                (answer.verdict() == Verdict.DELIVERED ? taken : troubles).add(recipient + ": " + answer.said());
            }
        }
        var made = new Progress(served, refused);
        var all = post.progress().plus(made);
        if (failures.isEmpty()) {
            troubles.addAll(taken);
            return over(all, troubles);
        }
        var why = foremost(failures);
        if (troubles.isEmpty()) {
            troubles.add("the others: " + (why.said().isEmpty() ? why.label() : why.said()));
        }
        troubles.addAll(taken);
        return again(all, made, failures, troubles);
    }

    /** Nobody is left to ask. */
    private Outcome over(Progress all, List<String> notes) {
        var said = Outcome.cut(String.join("; ", notes));
        if (all.served().isEmpty()) {
            return Outcome.Told.failed(Verdict.RETRY_REFUSED, label(Verdict.DEAD, word + "-refused"), said);
        }
        var label = all.refused().isEmpty() ? label(Verdict.DELIVERED, word + "-ok") : word + "-partly";
        return new Outcome.Told(Verdict.DELIVERED, label, Optional.empty(), said);
    }

    private String label(Verdict verdict, String otherwise) {
        return answers.values().stream()
                .filter(answer -> answer.verdict() == verdict)
                .map(Outcome::label)
                .findFirst()
                .orElse(otherwise);
    }

    private Outcome again(Progress all, Progress made, List<Outcome> failures, List<String> notes) {
        var why = foremost(failures);
        if (why instanceof Outcome.Postponed(var by, var _, var isRest)) {
            return new Outcome.Postponed(by, made, isRest);
        }
        if (all.equals(Progress.NONE) && failures.stream().distinct().count() == 1) {
            return why;
        }
        notes.addFirst(all.served().size() + " of " + to.size() + " have it");
        return new Outcome.Partial(why, String.join("; ", notes), made);
    }

    /** A failure before what is only put off; one that passes before one that may be the message's. */
    private static Outcome foremost(List<Outcome> failures) {
        return Collections.min(failures, Comparator.comparingInt(RollCall::rank));
    }

    private static int rank(Outcome failure) {
        if (failure instanceof Outcome.Postponed) {
            return 2;
        }
        return failure.verdict() == Verdict.RETRY ? 0 : 1;
    }
}
