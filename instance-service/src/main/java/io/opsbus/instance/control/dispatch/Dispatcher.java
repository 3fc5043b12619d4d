package io.opsbus.instance.control.dispatch;

import io.opsbus.instance.ProviderId;
import io.opsbus.instance.provider.ComputeProvider;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers for operations and brings their results back. Nothing is asked before {@link #open}: a provider must know
 * its machines first.
 */
public final class Dispatcher {
    private static final Logger LOGGER = LoggerFactory.getLogger(Dispatcher.class);

    private final Providers providers;
    private final Lanes lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable List<Runnable> waiting = new ArrayList<>();

    /** Asks these, and works off results there. */
    public Dispatcher(Providers providers, Lanes lanes) {
        this.providers = providers;
        this.lanes = lanes;
    }

    /**
     * Asks for an operation.
     *
     * @param resource whose results keep their order
     * @param then takes the result, on a lane
     */
    public void ask(ProviderId provider, String resource, Operation operation, Consumer<OperationResult> then) {
        Runnable ask = () -> providers
                .find(provider)
                .ifPresentOrElse(
                        one -> ask(one, resource, operation, then),
                        () -> LOGGER.atWarn()
                                .addKeyValue("provider", provider)
                                .addKeyValue("resource", resource)
                                .log("its provider is not part of this process"));
        if (!keep(ask)) {
            ask.run();
        }
    }

    private boolean keep(Runnable ask) {
        lock.lock();
        try {
            if (waiting == null) {
                return false;
            }
            waiting.add(ask);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void ask(ComputeProvider provider, String resource, Operation operation, Consumer<OperationResult> then) {
        try {
            var ignored = provider.execute(operation).whenComplete((result, error) -> {
                if (error == null) {
                    lanes.run(resource, () -> then.accept(result));
                } else {
                    failed(operation, error);
                }
            });
        } catch (RuntimeException e) {
            // the change is stored: its caller must not hear of this
            failed(operation, e);
        }
    }

    private static void failed(Operation operation, Throwable error) {
        LOGGER.atWarn()
                .addKeyValue("operation", operation.id())
                .setCause(error)
                .log("a provider failed to answer; it will be asked again");
    }

    /** From now on providers are asked, first for what was asked for so far. */
    public void open() {
        List<Runnable> kept;
        lock.lock();
        try {
            kept = waiting == null ? List.of() : waiting;
            waiting = null;
        } finally {
            lock.unlock();
        }
        kept.forEach(Runnable::run);
    }
}
