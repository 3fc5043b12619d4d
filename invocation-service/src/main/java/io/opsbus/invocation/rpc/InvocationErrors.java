package io.opsbus.invocation.rpc;

import io.opsbus.invocation.fleet.FleetRefusal;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.ledger.Refusal;
import io.opsbus.parameters.NameFault;
import io.opsbus.parameters.ParameterNames;
import io.opsbus.rpc.reply.RpcError;

/**
 * Every error of this service on the wire. Codes and statuses are those of API facts 2.1; where they have none, those of the
 * original's pages of today.
 */
public final class InvocationErrors {
    public static final RpcError NO_SUCH_REGION =
            new RpcError(404, "InvalidRegionId.NotFound", "The RegionId provided does not exist in our records.");
    public static final RpcError NO_SUCH_COMMAND =
            new RpcError(404, "InvalidCmdId.NotFound", "The specified command ID does not exist.");
    public static final RpcError NO_SUCH_INVOCATION =
            new RpcError(404, "InvalidInvokeId.NotFound", "The specified invocation ID does not exist.");
    public static final RpcError NO_SUCH_INSTANCE =
            new RpcError(404, "InvalidInstance.NotFound", "The specified instance does not exist.");
    public static final RpcError NO_INSTALLER = new RpcError(
            403,
            "OperationDenied.AgentNotInstalled",
            "An agent is not heard on every instance, and nothing here reaches into an instance without one: run"
                    + " deploy/agent/install.sh there with an activation (CreateActivation), or put an agent into its"
                    + " image.");
    public static final RpcError NOBODY_NAMED = new RpcError(
            400,
            "MissingParameter.InstanceIds",
            "The input parameter \"InstanceId\" that is mandatory for processing this request is not supplied, nor is"
                    + " \"ResourceTag\".");
    public static final RpcError NAMED_TWICE = new RpcError(
            400,
            "InvalidParameter.ResourceTag",
            "The specified parameter ResourceTag is not valid: instances are named by InstanceId or by ResourceTag, not"
                    + " by both.");
    public static final RpcError NOBODY_HAS_THE_TAGS = new RpcError(
            404, "InvalidInstance.NotFound", "No running instance has all of the tags that ResourceTag names.");
    public static final RpcError INSTANCE_NOT_RUNNING = new RpcError(
            400, "InvalidInstanceStatus", "The instance is not Running; a command runs on running instances only.");
    public static final RpcError TYPE_DOES_NOT_FIT = new RpcError(
            403,
            "InvalidInstance.NotMatch",
            "The command type does not fit the system of the instance: shell scripts run on Linux, bat and PowerShell"
                    + " scripts on Windows.");
    public static final RpcError MISSING_FREQUENCY = new RpcError(
            403, "MissingParam.Frequency", "The parameter Frequency must not be empty when a command is periodic.");
    public static final RpcError PARAMETERS_DISABLED = new RpcError(
            404, "Parameter.Disabled", "Parameters are sent, and the command has none: EnableParameter is false.");
    public static final RpcError PARAMETER_TWICE =
            new RpcError(403, "ParameterKey.Duplicate", "Names of parameters differ in nothing but their case.");
    public static final RpcError VALUE_NOT_ALLOWED = new RpcError(
            400,
            "InvalidParameter.ValueNotAllowed",
            "The author of the command does not allow a parameter the value that is sent, or the value cannot be passed"
                    + " safely to a script of this language.");
    public static final RpcError FOREIGN_REFERENCE = new RpcError(
            403,
            "Parameter.NotSupported",
            "The script refers to a parameter or a secret of OOS ({{oos:…}}, {{oos-secret:…}}), which is not resolved"
                    + " here.");
    public static final RpcError LAUNCHER_TOO_LONG = new RpcError(
            403,
            "InvalidLauncher.LengthLimitExceeded",
            "The length of the parameter Launcher exceeds the limit of 1 KB.");
    public static final RpcError BAD_LAUNCHER =
            new RpcError(400, "InvalidParameter.Launcher", "The Launcher contains control characters.");
    public static final RpcError BAD_PARAMETER_RULES = new RpcError(
            400,
            "InvalidParameter.ParameterRules",
            "ParameterRules must be JSON with Mode (Safe or Text) and Rules (Pattern or Values for each parameter), of"
                    + " parameters that the content has.");
    public static final RpcError EMPTY_PARAMETER_NAME = new RpcError(
            403, "CmdParam.EmptyKey", "You must specify the parameter names: {{}} has nothing between the braces.");
    public static final RpcError BAD_PARAMETER_NAME = new RpcError(
            403,
            "CmdParam.InvalidParamName",
            "Invalid parameter name. The name can contain only lowercase letters (a to z), uppercase letters (A to Z),"
                    + " numbers (0 to 9), hyphens (-), and underscores (_); with ACS:: there are the built-in ones only.");
    public static final RpcError PARAMETER_NAME_TOO_LONG = new RpcError(
            403,
            "CmdParamName.ExceedLimit",
            "The maximum length of a parameter name is exceeded, " + ParameterNames.LONGEST + " bytes.");
    public static final RpcError TOO_MANY_PARAMETERS = new RpcError(
            403,
            "CmdParamCount.ExceedLimit",
            "The maximum number of custom parameters is exceeded, " + ParameterNames.MOST + ".");
    public static final RpcError USERNAME_TOO_LONG = new RpcError(
            403, "Username.ExceedLimit", "The user name is longer than 255 characters. Parameter: Username.");
    public static final RpcError PARAMETER_KEY_TOO_LONG =
            new RpcError(403, "ParameterKey.ExceedLimit", "The name of a parameter is empty or longer than 64 bytes.");
    public static final RpcError NOT_CHANGEABLE = new RpcError(
            403,
            "OperationDenied.InvocationStatus",
            "Only an invocation that is repeated, or waits for a boot, and is not over can be changed.");
    public static final RpcError CONTENT_NOT_BASE64 = new RpcError(
            400,
            "Invalid.CommandContent",
            "The command content is empty or cannot be Base64-decoded; encode it, or set ContentEncoding to"
                    + " PlainText.");
    public static final RpcError NO_SUCH_TYPE = new RpcError(
            403,
            "InvalidCmdType.NotFound",
            "The specified command type does not exist; it is RunShellScript, RunBatScript or RunPowerShellScript.");
    public static final RpcError NAME_TOO_LONG = new RpcError(
            403,
            "CmdName.ExceedLimit",
            "The length of the command name exceeds the upper limit, 128 characters. Parameter: Name.");
    public static final RpcError DESCRIPTION_TOO_LONG = new RpcError(
            403,
            "CmdDesc.ExceedLimit",
            "The length of the description exceeds the upper limit, 512 characters. Parameter: Description.");
    public static final RpcError TAG_KEY_TWICE =
            new RpcError(400, "Duplicate.TagKey", "The parameter Tag.N.Key contains duplicate keys.");
    public static final RpcError NO_SUCH_ACTIVATION =
            new RpcError(404, "InvalidActivationId.NotFound", "The specified activation does not exist.");
    public static final RpcError ACTIVATION_IN_USE = new RpcError(
            403,
            "OperationDenied.ActivationInUse",
            "Instances are registered with the activation; disable it instead.");
    public static final RpcError NO_SUCH_MANAGED_INSTANCE =
            new RpcError(404, "InvalidInstanceId.NotFound", "The specified managed instance does not exist.");
    public static final RpcError HISTORY_OF_WHAT = new RpcError(
            400, "MissingParameter.InvokeId", "IncludeHistory needs the InvokeId of a repeated invocation.");
    public static final RpcError FILE_TOO_LONG = new RpcError(
            403, "FileSize.ExceedLimit", "The content is longer than 32 KB in Base64. Parameter: Content.");
    public static final RpcError FILE_NAME_TOO_LONG = new RpcError(
            403, "FileName.ExceedLimit", "The file name is longer than 255 characters, or is a path. Parameter: Name.");
    public static final RpcError FILE_DESCRIPTION_TOO_LONG = new RpcError(
            403, "FileDesc.ExceedLimit", "The description is longer than 512 characters. Parameter: Description.");
    public static final RpcError BAD_TARGET_DIR =
            new RpcError(403, "FileTargetDir.Invalid", "TargetDir must be an absolute path of at most 255 characters.");
    public static final RpcError BAD_FILE_MODE =
            new RpcError(403, "FileMode.Invalid", "FileMode must have three or four octal digits.");
    public static final RpcError FILE_NOT_BASE64 =
            new RpcError(403, "FileContent.DecodeError", "The content is empty or cannot be Base64-decoded.");
    public static final RpcError BAD_CONTENT_TYPE =
            new RpcError(403, "FileContentType.Invalid", "ContentType must be PlainText or Base64.");

    public static final RpcError BAD_OUTPUT_DELIVERY = new RpcError(
            400,
            "InvalidParameter.OssOutputDelivery",
            "The specified parameter OssOutputDelivery is not valid: it must be oss://<bucket> or"
                    + " oss://<bucket>/<prefix>, a bucket of 3 to 63 letters, digits and hyphens, a prefix of at most 512"
                    + " bytes.");
    public static final RpcError NO_OBJECT_STORE = new RpcError(
            400,
            "OperationDenied.OssNotConfigured",
            "Output is delivered nowhere: no object store is set. The operator of this installation has to set"
                    + " opsbus.invocation.oss.endpoint, .access-key-id, .access-key-secret and .buckets.");
    public static final RpcError BUCKET_NOT_OPEN = new RpcError(
            403,
            "OperationDenied.OssBucket",
            "The account may not have output delivered into the bucket. The operator of this installation names those"
                    + " it may in opsbus.invocation.oss.buckets.");

    public static final RpcError NOT_READABLE = new RpcError(
            500,
            "InternalError.UnreadableTask",
            "What is stored of the invocation on an instance cannot be read: nothing is changed. The log of this installation"
                    + " says why; the invocation can be stopped.");

    private static final String INSTANCE = "Instance";
    private static final String NAME = "Name";

    private InvocationErrors() {}

    /** With what was sent for an id. */
    public static RpcError noSuchInstance(String id) {
        return NO_SUCH_INSTANCE.about(INSTANCE, id);
    }

    /** What a caller hears of a refusal. */
    public static RpcError of(InvocationRefusal refusal) {
        return switch (refusal) {
            case InvocationRefusal.NoSuchCommand _ -> NO_SUCH_COMMAND;
            case InvocationRefusal.NoSuchInvocation _ -> NO_SUCH_INVOCATION;
            case InvocationRefusal.NoSuchInstance(var instance) -> noSuchInstance(instance.text());
            case InvocationRefusal.InstanceNotRunning(var instance) ->
                INSTANCE_NOT_RUNNING.about(INSTANCE, instance.text());
            case InvocationRefusal.TypeDoesNotFit(var instance) -> TYPE_DOES_NOT_FIT.about(INSTANCE, instance.text());
            case InvocationRefusal.DailyQuotaReached(int most) -> quotaReached(most);
            case InvocationRefusal.ParametersDisabled _ -> PARAMETERS_DISABLED;
            case InvocationRefusal.BadParameter(NameFault fault) -> ofName(fault);
            case InvocationRefusal.UnknownParameter(String name) ->
                unknownParameter().about(NAME, name);
            case InvocationRefusal.ForeignReference _ -> FOREIGN_REFERENCE;
            case InvocationRefusal.ValueNotAllowed(String name) -> VALUE_NOT_ALLOWED.about(NAME, name);
            case InvocationRefusal.ValueNotPassed(String name, var need) ->
                NotPassed.of(need).about(NAME, name);
            case InvocationRefusal.ParameterTwice(String name) -> PARAMETER_TWICE.about(NAME, name);
            case InvocationRefusal.ScriptTooLong(int most) -> scriptTooLong(most);
            case InvocationRefusal.TooManyInstances(int most) -> tooManyOfOne(most);
            case InvocationRefusal.Unreadable(var instance) -> NOT_READABLE.about(INSTANCE, instance.text());
            case InvocationRefusal.NotChangeable _ -> NOT_CHANGEABLE;
        };
    }

    private static RpcError ofName(NameFault fault) {
        return switch (fault) {
            case NameFault.Empty _ -> EMPTY_PARAMETER_NAME;
            case NameFault.Bad(String name) -> BAD_PARAMETER_NAME.about(NAME, name);
            case NameFault.TooLong(String name, int _) -> PARAMETER_NAME_TOO_LONG.about(NAME, name);
            case NameFault.TooMany _ -> TOO_MANY_PARAMETERS;
        };
    }

    /** How a script's parameters may be wrong, for the reference page. */
    public static RpcError[] badParameters() {
        return new RpcError[] {EMPTY_PARAMETER_NAME, BAD_PARAMETER_NAME, PARAMETER_NAME_TOO_LONG, TOO_MANY_PARAMETERS};
    }

    /** What a caller hears of a refusal about managed instances. */
    public static RpcError ofFleet(Refusal refusal) {
        if (!(refusal instanceof FleetRefusal known)) {
            throw new IllegalArgumentException("no refusal of this service: " + refusal);
        }
        return switch (known) {
            case FleetRefusal.NoSuchActivation _ -> NO_SUCH_ACTIVATION;
            case FleetRefusal.ActivationInUse _ -> ACTIVATION_IN_USE;
            case FleetRefusal.NoSuchInstance _ -> NO_SUCH_MANAGED_INSTANCE;
            case FleetRefusal.NotRegistered _ -> throw new IllegalArgumentException("no action registers machines");
        };
    }

    public static RpcError parameterKeyTooLong(String key) {
        return PARAMETER_KEY_TOO_LONG.about(NAME, key);
    }

    public static RpcError unknownParameter() {
        return new RpcError(403, "Parameter.NotMatched", "A value is sent for a parameter the command does not have.");
    }

    public static RpcError quotaReached(int most) {
        return new RpcError(
                403,
                "Invocation.ExceedQuota",
                "The number of invocations of today in the region exceeds the quota, " + most + ".");
    }

    public static RpcError scriptTooLong(int most) {
        return new RpcError(
                403,
                "CmdContent.ExceedLimit",
                "The length of the command content, its parameters put in, exceeds the upper limit, " + most
                        + " bytes in Base64.");
    }

    public static RpcError tooManyInstances(int most) {
        return new RpcError(
                403,
                "InstanceIds.ExceedLimit",
                "A request may name " + most + " instances at most. Parameter: InstanceId.");
    }

    /** A request that adds some may name few. */
    public static RpcError tooManyOfOne(int most) {
        String why = "An invocation has " + most + " instances at most, with those that are added to it.";
        return new RpcError(403, "InstanceIds.ExceedLimit", why);
    }

    public static RpcError tooManyParameters(int most) {
        return new RpcError(
                403,
                "ParameterCount.ExceedLimit",
                "A command has " + most + " parameters at most. Parameter: Parameters.");
    }

    public static RpcError badFrequency(String why) {
        return new RpcError(403, "InvalidParam.Frequency", "The parameter Frequency is invalid: " + why);
    }
}
