package io.opsbus.invocation.work;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.passing.rereading.ReadAgain;
import io.opsbus.ledger.Refusal;
import io.opsbus.parameters.NameFault;

/** Every "no" about invocations; what a caller hears for each is decided in {@code rpc.InvocationErrors}. */
public sealed interface InvocationRefusal extends Refusal {
    record NoSuchCommand() implements InvocationRefusal {}

    record NoSuchInvocation() implements InvocationRefusal {}

    record NoSuchInstance(InstanceId instance) implements InvocationRefusal {}

    /** Guide 2.3.2: the instance must be Running. */
    record InstanceNotRunning(InstanceId instance) implements InvocationRefusal {}

    /** Guide 2.3.2: shell scripts run on Linux, bat and PowerShell on Windows. */
    record TypeDoesNotFit(InstanceId instance) implements InvocationRefusal {}

    /** Guide 2.3.2: so many a day in a region. */
    record DailyQuotaReached(int most) implements InvocationRefusal {}

    /** Values were sent for a command that has no parameters. */
    record ParametersDisabled() implements InvocationRefusal {}

    /** Something between braces in the script is no parameter. */
    record BadParameter(NameFault fault) implements InvocationRefusal {}

    /** A value was sent for a parameter the command does not have. */
    record UnknownParameter(String name) implements InvocationRefusal {}

    /** The script refers to a parameter or a secret of OOS, which nobody resolves. */
    record ForeignReference() implements InvocationRefusal {}

    /** The command's author does not allow the parameter this value. */
    record ValueNotAllowed(String name) implements InvocationRefusal {}

    /** The value cannot be passed safely where the script has the parameter. */
    record ValueNotPassed(String name, ReadAgain.Need need) implements InvocationRefusal {}

    /** Two names differ in case only. */
    record ParameterTwice(String name) implements InvocationRefusal {}

    /** With its values in it the script is too long. */
    record ScriptTooLong(int mostBytes) implements InvocationRefusal {}

    /** An invocation is of so many instances at most, those included that are added to it. */
    record TooManyInstances(int most) implements InvocationRefusal {}

    /** What is stored of it on the instance cannot be read: it is changed nowhere then. */
    record Unreadable(InstanceId instance) implements InvocationRefusal {}

    /** The invocation is no repeated one, or is over. */
    record NotChangeable() implements InvocationRefusal {}
}
