package io.opsbus.invocation.rpc;

import io.opsbus.invocation.rpc.agent.DescribeCloudAssistantStatus;
import io.opsbus.invocation.rpc.agent.InstallCloudAssistant;
import io.opsbus.invocation.rpc.file.DescribeSendFileResults;
import io.opsbus.invocation.rpc.file.SendFile;
import io.opsbus.invocation.rpc.managed.CreateActivation;
import io.opsbus.invocation.rpc.managed.DeleteActivation;
import io.opsbus.invocation.rpc.managed.DeregisterManagedInstance;
import io.opsbus.invocation.rpc.managed.DescribeActivations;
import io.opsbus.invocation.rpc.managed.DescribeManagedInstances;
import io.opsbus.invocation.rpc.managed.DisableActivation;
import io.opsbus.invocation.rpc.managed.ModifyManagedInstance;
import io.opsbus.invocation.rpc.run.DescribeInvocationResults;
import io.opsbus.invocation.rpc.run.DescribeInvocations;
import io.opsbus.invocation.rpc.run.InvokeCommand;
import io.opsbus.invocation.rpc.run.ModifyInvocationAttribute;
import io.opsbus.invocation.rpc.run.RunCommand;
import io.opsbus.invocation.rpc.run.StopInvocation;
import io.opsbus.invocation.rpc.run.TailInvocation;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.ActionTable;
import java.util.List;

/** Everything this service answers. */
public final class InvocationActions {
    private InvocationActions() {}

    public static ActionTable table(Desk desk) {
        var shared = new Shared(desk.regions());
        return new ActionTable(List.<Action>of(
                new InvokeCommand(shared, desk),
                new RunCommand(shared, desk),
                new DescribeInvocations(shared, desk),
                new DescribeInvocationResults(shared, desk),
                new TailInvocation(shared, desk),
                new StopInvocation(shared, desk),
                new ModifyInvocationAttribute(shared, desk),
                new DescribeCloudAssistantStatus(shared, desk),
                new InstallCloudAssistant(shared, desk),
                new SendFile(shared, desk),
                new DescribeSendFileResults(shared, desk),
                new CreateActivation(shared, desk),
                new DescribeActivations(shared, desk),
                new DisableActivation(shared, desk),
                new DeleteActivation(shared, desk),
                new DescribeManagedInstances(shared, desk),
                new ModifyManagedInstance(shared, desk),
                new DeregisterManagedInstance(shared, desk)));
    }
}
