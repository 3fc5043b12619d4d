package io.opsbus.command.rpc;

import io.opsbus.command.CommandRefusal;
import io.opsbus.command.program.ScriptFault;
import io.opsbus.ledger.Refusal;
import io.opsbus.parameters.NameFault;
import io.opsbus.rpc.reply.RpcError;

/**
 * Every error of this service on the wire. Codes and statuses are those of API facts 2.1; where they have none, those of the
 * original's pages of today.
 */
final class CommandErrors {
    static final RpcError NO_SUCH_REGION =
            new RpcError(404, "InvalidRegionId.NotFound", "The RegionId provided does not exist in our records.");
    static final RpcError NO_SUCH_COMMAND =
            new RpcError(404, "InvalidCmdId.NotFound", "The specified command ID does not exist.");
    static final RpcError IN_USE = new RpcError(
            403,
            "InvalidStatus.CmdIdInUse",
            "The specified command is in use by a periodic invocation; stop that invocation first.");
    static final RpcError NO_SUCH_TYPE = new RpcError(
            403,
            "InvalidCmdType.NotFound",
            "The specified command type does not exist; it is RunShellScript, RunBatScript or RunPowerShellScript.");
    static final RpcError NAME_TOO_LONG = new RpcError(
            403, "CmdName.ExceedLimit", "The length of the command name exceeds the upper limit, 128 characters.");
    static final RpcError BAD_NAME =
            new RpcError(403, "InvalidParameterCharacter.CommandName", "The command Name contains control characters.");
    static final RpcError DESCRIPTION_TOO_LONG = new RpcError(
            403,
            "CmdDesc.ExceedLimit",
            "The length of the command description exceeds the upper limit, 512 characters.");
    static final RpcError BAD_DESCRIPTION = new RpcError(
            403,
            "InvalidParameterCharacter.CommandDescription",
            "The command Description contains control characters.");
    static final RpcError WORKING_DIR_TOO_LONG = new RpcError(
            400,
            "InvalidParameter.WorkingDir",
            "The specified parameter WorkingDir is not valid: it has more than 200 characters.");
    static final RpcError BAD_WORKING_DIR = new RpcError(
            403, "InvalidParameterCharacter.CommandWorkingDir", "The command WorkingDir contains control characters.");
    static final RpcError LAUNCHER_TOO_LONG = new RpcError(
            403,
            "InvalidLauncher.LengthLimitExceeded",
            "The length of the parameter Launcher exceeds the limit of 1 KB.");
    static final RpcError BAD_LAUNCHER =
            new RpcError(400, "InvalidParameter.Launcher", "The Launcher contains control characters.");
    static final RpcError BAD_TAG_KEY = new RpcError(
            400,
            "InvalidTagKey.Malformed",
            "The tag key is not valid: 1 to 64 characters, not beginning with aliyun or acs:, without http:// or"
                    + " https://.");
    static final RpcError BAD_TAG_VALUE = new RpcError(
            400,
            "InvalidTagValue.Malformed",
            "The tag value is not valid: at most 128 characters, without http:// or https://.");
    static final RpcError TAG_KEY_TWICE =
            new RpcError(400, "Duplicate.TagKey", "The parameter Tag.N.Key contains duplicate keys.");
    static final RpcError CONTENT_EMPTY = new RpcError(400, "Invalid.CommandContent", "The command content is empty.");
    static final RpcError CONTENT_NOT_BASE64 = new RpcError(
            400,
            "Invalid.CommandContent",
            "The command content cannot be Base64-decoded; encode it, or set ContentEncoding to PlainText.");
    static final RpcError EMPTY_PARAMETER_NAME = new RpcError(
            403, "CmdParam.EmptyKey", "You must specify the parameter names: {{}} has nothing between the braces.");
    static final RpcError BAD_PARAMETER_NAME = new RpcError(
            403,
            "CmdParam.InvalidParamName",
            "Invalid parameter name. The name can contain only lowercase letters (a to z), uppercase letters (A to Z),"
                    + " numbers (0 to 9), hyphens (-), and underscores (_); with ACS:: there are the built-in ones only.");
    static final RpcError BAD_PARAMETER_RULES = new RpcError(
            400,
            "InvalidParameter.ParameterRules",
            "ParameterRules must be JSON with Mode (Safe or Text) and Rules (Pattern or Values for each parameter), of"
                    + " parameters that the content has.");

    private CommandErrors() {}

    static RpcError of(Refusal refusal) {
        if (!(refusal instanceof CommandRefusal known)) {
            throw new IllegalArgumentException("no refusal of this service: " + refusal);
        }
        return switch (known) {
            case CommandRefusal.NotFound _ -> NO_SUCH_COMMAND;
            case CommandRefusal.InUse _ -> IN_USE;
            case CommandRefusal.QuotaReached(int most) -> quotaReached(most);
        };
    }

    static RpcError of(ScriptFault fault) {
        return switch (fault) {
            case ScriptFault.Empty _ -> CONTENT_EMPTY;
            case ScriptFault.NotBase64 _ -> CONTENT_NOT_BASE64;
            case ScriptFault.TooLong(int most) -> contentTooLong(most);
            case ScriptFault.BadParameter(NameFault name) -> of(name);
        };
    }

    private static RpcError of(NameFault fault) {
        return switch (fault) {
            case NameFault.Empty _ -> EMPTY_PARAMETER_NAME;
            case NameFault.Bad(String name) -> BAD_PARAMETER_NAME.about("Name", name);
            case NameFault.TooLong(String name, int most) ->
                parameterNameTooLong(most).about("Name", name);
            case NameFault.TooMany(int most) -> tooManyParameters(most);
        };
    }

    static RpcError quotaReached(int most) {
        return new RpcError(
                403,
                "CmdCount.ExceedQuota",
                "The total number of commands in the current region exceeds the quota, " + most + ".");
    }

    static RpcError contentTooLong(int most) {
        return new RpcError(
                403,
                "CmdContent.ExceedLimit",
                "The length of the command content exceeds the upper limit, " + most + " bytes in Base64.");
    }

    static RpcError parameterNameTooLong(int most) {
        return new RpcError(
                403,
                "CmdParamName.ExceedLimit",
                "The maximum length of a parameter name is exceeded, " + most + " bytes.");
    }

    static RpcError tooManyParameters(int most) {
        return new RpcError(
                403, "CmdParamCount.ExceedLimit", "The maximum number of custom parameters is exceeded, " + most + ".");
    }
}
