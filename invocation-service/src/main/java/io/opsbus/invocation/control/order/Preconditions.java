package io.opsbus.invocation.control.order;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Substitution;
import io.opsbus.invocation.work.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold before anything is accepted (guide 2.3.2): all of it for every instance, or nothing is done. */
public record Preconditions(InvocationLimits limits) {

    /** What fails; empty when all holds. */
    public Optional<InvocationRefusal> failing(NewInvocation asked, List<KnownInstance> instances) {
        Set<InstanceId> there = instances.stream().map(KnownInstance::id).collect(Collectors.toSet());
        for (InstanceId one : asked.instances()) {
            if (!there.contains(one)) {
                return Optional.of(new InvocationRefusal.NoSuchInstance(one));
            }
        }
        for (KnownInstance instance : instances) {
            if (!instance.isRunning()) {
                return Optional.of(new InvocationRefusal.InstanceNotRunning(instance.id()));
            }
        }
        return failingWork(asked, instances);
    }

    /** What of the work itself fails on these instances, be they running or not. */
    public Optional<InvocationRefusal> failingWork(NewInvocation asked, List<KnownInstance> instances) {
        return asked.work() instanceof Work.Run run ? failing(asked, run, instances) : Optional.empty();
    }

    private Optional<InvocationRefusal> failing(NewInvocation asked, Work.Run run, List<KnownInstance> instances) {
        Program program = run.command().program();
        Optional<InvocationRefusal> wrong =
                Substitution.check(program, run.terms().parameters());
        if (wrong.isPresent()) {
            return wrong;
        }
        int most = run.kept() ? limits.contentBytes() : limits.unkeptBytes();
        for (KnownInstance instance : instances) {
            if (!program.type().fits(instance.osType())) {
                return Optional.of(new InvocationRefusal.TypeDoesNotFit(instance.id()));
            }
            Optional<InvocationRefusal> own =
                    Substitution.check(program, builtIns(asked.place().id().text(), run, instance));
            if (own.isPresent()) {
                return own;
            }
            int bytes = rendered(asked.place().id().text(), run, instance).length;
            if ((bytes + 2) / 3 * 4 > most) {
                return Optional.of(new InvocationRefusal.ScriptTooLong(most));
            }
        }
        return Optional.empty();
    }

    /** Whose value cannot be given to the script on an instance as it is now: instances are renamed. Empty when all can. */
    static Optional<String> unfit(String invocation, Work.Run run, KnownInstance instance) {
        return Substitution.check(run.command().program(), builtIns(invocation, run, instance))
                .map(refusal -> refusal instanceof InvocationRefusal.ValueNotPassed(String name, var _) ? name : "?");
    }

    /** The script as it runs on an instance. */
    static byte[] rendered(String invocation, Work.Run run, KnownInstance instance) {
        Command command = run.command();
        return Substitution.render(command.program(), run.terms().parameters(), builtIns(invocation, run, instance));
    }

    private static Substitution.BuiltIns builtIns(String invocation, Work.Run run, KnownInstance instance) {
        return new Substitution.BuiltIns(Map.of(
                "RegionId", instance.scope().region().text(),
                "AccountId", instance.scope().account().text(),
                "InstanceId", instance.id().text(),
                "InstanceName", instance.name(),
                "InvokeId", invocation,
                "CommandId", run.command().id().text()));
    }
}
