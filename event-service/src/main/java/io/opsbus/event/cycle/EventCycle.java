package io.opsbus.event.cycle;

import io.opsbus.event.kind.EventStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a published event stands (guide 3.1 事件状态).
 *
 * <pre>
 *              accept                      complete
 *  Inquiring ───────────────┐  ┌────────────────────────> Executed
 *    │                      v  │             fail
 *    │   begin ┌──────> Executing ──────────────────────> Failed
 *    │         │           │ avoid  (creation failure, or the user was first after all)
 *    │      Scheduled      │ cancel (simulated)
 *    │         │           v
 *    └─────────┴───────────┴────────> Avoided | Canceled
 *      avoid, cancel
 * </pre>
 *
 * <p>Closed states have no transitions.
 */
public sealed interface EventCycle {

    /** The wire's word for this state. */
    EventStatus status();

    /** When it is, or was, to be executed; empty for what was never planned. */
    Optional<Plan> planned();

    /** 中间状态: something follows. */
    sealed interface Open extends EventCycle {
        /** The user acted first. */
        Avoided avoid(Instant at);

        /** Whoever made the event takes it back: ECS主动取消了已计划的系统事件. */
        Canceled cancel(Instant at);
    }

    /** 稳定状态: final. */
    sealed interface Closed extends EventCycle {
        /**
         * When the execution began. 对于Canceled或Avoided状态，您可以理解为系统事件被取消或被规避的时间 (guide 4.2).
         */
        Instant startedAt();

        /** When it was closed. */
        Instant finishedAt();
    }

    /** Waits for the user's consent, without limit. */
    record Inquiring() implements Open {
        /** The user consents: it is executed at once. */
        public Executing accept(Instant at) {
            return new Executing(at, null);
        }

        @Override
        public Avoided avoid(Instant at) {
            return new Avoided(at, null);
        }

        @Override
        public Canceled cancel(Instant at) {
            return new Canceled(at, null);
        }

        @Override
        public EventStatus status() {
            return EventStatus.INQUIRING;
        }

        @Override
        public Optional<Plan> planned() {
            return Optional.empty();
        }
    }

    /**
     * 待执行: made known, in the user operation window.
     *
     * @param reminded whether the user was reminded of it
     */
    record Scheduled(Plan plan, boolean reminded) implements Open {
        /** The user moves the planned time; a reminder is due again. */
        public Scheduled reschedule(Instant to) {
            return new Scheduled(plan.moved(to), false);
        }

        /** The user was reminded. */
        public Scheduled remind() {
            return new Scheduled(plan, true);
        }

        /** The execution window opens. */
        public Executing begin(Instant at) {
            return new Executing(at, plan);
        }

        @Override
        public Avoided avoid(Instant at) {
            return new Avoided(at, plan);
        }

        @Override
        public Canceled cancel(Instant at) {
            return new Canceled(at, plan);
        }

        @Override
        public EventStatus status() {
            return EventStatus.SCHEDULED;
        }

        @Override
        public Optional<Plan> planned() {
            return Optional.of(plan);
        }
    }

    /** 执行中: in the execution window, or, for what was not planned, going on. */
    record Executing(Instant startedAt, @Nullable Plan plan) implements Open {
        /** What was to be done is done, or what went on is over. */
        public Executed complete(Instant at) {
            return new Executed(startedAt, at, plan);
        }

        /** It could not be done. */
        public Failed fail(Instant at, String reason) {
            return new Failed(startedAt, at, reason, plan);
        }

        /** Guide 3.3: 您自行释放了实例 — 已避免. Also when the user's deed came first after all. */
        @Override
        public Avoided avoid(Instant at) {
            return new Avoided(at, plan);
        }

        @Override
        public Canceled cancel(Instant at) {
            return new Canceled(at, plan);
        }

        @Override
        public EventStatus status() {
            return EventStatus.EXECUTING;
        }

        @Override
        public Optional<Plan> planned() {
            return Optional.ofNullable(plan);
        }
    }

    /** 已执行: 系统事件已完成. */
    record Executed(
            Instant startedAt, Instant finishedAt, @Nullable Plan plan) implements Closed {
        @Override
        public EventStatus status() {
            return EventStatus.EXECUTED;
        }

        @Override
        public Optional<Plan> planned() {
            return Optional.ofNullable(plan);
        }
    }

    /** 已避免: 您在用户操作窗口期内提前操作，避免了系统事件在计划时间点执行. */
    record Avoided(Instant finishedAt, @Nullable Plan plan) implements Closed {
        @Override
        public Instant startedAt() {
            return finishedAt;
        }

        @Override
        public EventStatus status() {
            return EventStatus.AVOIDED;
        }

        @Override
        public Optional<Plan> planned() {
            return Optional.ofNullable(plan);
        }
    }

    /** 已取消: ECS主动取消了已计划的系统事件. */
    record Canceled(Instant finishedAt, @Nullable Plan plan) implements Closed {
        @Override
        public Instant startedAt() {
            return finishedAt;
        }

        @Override
        public EventStatus status() {
            return EventStatus.CANCELED;
        }

        @Override
        public Optional<Plan> planned() {
            return Optional.ofNullable(plan);
        }
    }

    /** 失败: 系统事件执行失败. */
    record Failed(
            Instant startedAt,
            Instant finishedAt,
            String reason,
            @Nullable Plan plan) implements Closed {
        @Override
        public EventStatus status() {
            return EventStatus.FAILED;
        }

        @Override
        public Optional<Plan> planned() {
            return Optional.ofNullable(plan);
        }
    }
}
