package io.opsbus.instance.control;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState.Releasing;
import io.opsbus.instance.lifecycle.Alarm;
import io.opsbus.instance.lifecycle.CaptureRules;
import io.opsbus.instance.lifecycle.Duties;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.lifecycle.NewInstance;
import io.opsbus.instance.lifecycle.Requests;
import io.opsbus.instance.lifecycle.StatusChange;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.provider.Capability;
import io.opsbus.instance.provider.Capture;
import io.opsbus.instance.provider.CaptureKind;
import io.opsbus.instance.provider.Stock;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.query.Instances;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where instances are asked for. Every call blocks and may be made on a virtual thread. */
public final class InstanceDesk {
    private static final int CAPTURE_SECONDS = 10;

    private final InstanceChanges changes;
    private final Instances instances;
    private final Engine engine;
    private final ScreenshotPace pace = new ScreenshotPace();

    InstanceDesk(InstanceChanges changes, Instances instances, Engine engine) {
        this.changes = changes;
        this.instances = instances;
        this.engine = engine;
    }

    /**
     * Orders instances, each by itself: they are Pending when this returns. Whether there is stock and an address for each
     * shows later, as the guide says (3.3). In the order of the orders.
     *
     * @param key the request's; with the same key and ids it is done once
     */
    public List<Answer<StatusChange>> launch(List<NewInstance> orders, ChangeKey key, Instant now) {
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            var under = orders.stream()
                    .map(order -> CompletableFuture.supplyAsync(() -> create(order, key, now), each))
                    .toList();
            return under.stream().map(CompletableFuture::join).toList();
        }
    }

    private Answer<StatusChange> create(NewInstance order, ChangeKey key, Instant now) {
        return engine.gate().through(() -> Answer.of(changes.create(order, key, now)));
    }

    /**
     * Asks something of one instance.
     *
     * @param key the request's; the same may be used for several instances
     * @return the status before and after, or why not; {@code NotFound} also for another account's
     */
    public Answer<StatusChange> ask(
            AccountId account, InstanceId id, InstanceRequest request, ChangeKey key, Instant now) {
        return engine.gate()
                .through(() ->
                        Answer.of(changes.change(id, key, state -> Requests.decide(state, account, id, request, now))));
    }

    /** Takes what a system event asks; once for each event, however often it is heard. The outcome is told by a fact. */
    public void carryOut(Duties.Order order, Instant now) {
        if (order.work() == Work.CLEAN_DISKS) {
            find(order.account(), order.instance()).ifPresent(instance -> changes.clean(instance, order, now));
        }
        var key = new ChangeKey(ChangeKey.Scope.ENTITY, "duty:" + order.event());
        var ignored = changes.change(order.instance(), key, state -> Duties.decide(state, order, now));
    }

    /** What {@link #ask} would say no to, without asking ({@code DryRun}); empty if it would say yes. */
    public Optional<FleetRefusal> wouldRefuse(AccountId account, InstanceId id, InstanceRequest request, Instant now) {
        Instance there = instances.find(account, id).orElse(null);
        return Requests.decide(there, account, id, request, now) instanceof Decision.Refused<?, ?, ?> no
                ? Optional.of(Answer.refusal(no))
                : Optional.empty();
    }

    /** The instance if it is the account's, also one no list shows; not while it is being released. */
    public Optional<Instance> find(AccountId account, InstanceId id) {
        return instances.find(account, id).filter(instance -> !(instance.state() instanceof Releasing));
    }

    /** Those lists show, newest first. */
    public Page<Instance> list(Scope scope, InstanceFilter filter, Paging paging) {
        return instances.list(scope, filter, paging);
    }

    /** What the machine shows (guide 6.1). Blocks at most ten seconds. */
    public Answer<Capture.Taken> capture(AccountId account, InstanceId id, CaptureKind kind, Instant now) {
        var found = find(account, id);
        if (found.isEmpty()) {
            return new Answer.No<>(new FleetRefusal.NotFound(ResourceKind.INSTANCE, id.text()));
        }
        var no = CaptureRules.refuse(found.get(), kind);
        if (no.isPresent()) {
            return new Answer.No<>(no.get());
        }
        if (kind == CaptureKind.SCREENSHOT && !pace.admits(id, now)) {
            return new Answer.No<>(new FleetRefusal.TooSoon(id));
        }
        return switch (captured(found.get(), kind)) {
            case Capture.Taken taken -> new Answer.Yes<>(taken);
            case Capture.Nothing(String why) -> notSupported(id, why);
            case Capture.Unsupported _ -> notSupported(id, "its provider cannot see it");
        };
    }

    private static Answer<Capture.Taken> notSupported(InstanceId id, String why) {
        return new Answer.No<>(new FleetRefusal.NotSupported(id, why));
    }

    private Capture captured(Instance instance, CaptureKind kind) {
        var provider = engine.providers().find(instance.machine().provider());
        if (provider.isEmpty()) {
            return new Capture.Unsupported(kind.needs());
        }
        try {
            return provider.get()
                    .capture(instance.id(), kind)
                    .toCompletableFuture()
                    .get(CAPTURE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return new Capture.Nothing("its provider does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Capture.Nothing("interrupted");
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /** Whether the provider of an instance can do such a thing with it. */
    public boolean can(Instance instance, Capability what) {
        return engine.providers()
                .find(instance.machine().provider())
                .filter(one -> one.capabilities(instance.id()).contains(what))
                .isPresent();
    }

    /** How many more of a type that provider has in a zone; none from an unknown one. */
    public Stock stock(ProviderId provider, ZoneId zone, InstanceTypeName type) {
        return engine.providers()
                .find(provider)
                .map(one -> one.stock(zone, type))
                .orElseGet(() -> new Stock.Left(0));
    }

    /** Takes a timer of the ledger of instances. */
    public void fire(Timer.Due due) {
        Alarm.read(due.payload()).ifPresent(rung -> changes.alarm(rung, ChangeKey.ofTimer(due)));
    }
}
