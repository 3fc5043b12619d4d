package io.opsbus.invocation.status;

/** Why a task did not end well: {@code ErrorCode} and {@code ErrorInfo} on the wire (API facts 3.1). */
public enum ErrorCode {
    INSTANCE_NOT_EXISTS("InstanceNotExists", "the specified instance does not exists"),
    INSTANCE_RELEASED("InstanceReleased", "the instance has released when create task"),
    INSTANCE_NOT_RUNNING("InstanceNotRunning", "the instance is not running when create task"),
    COMMAND_NOT_APPLICABLE("CommandNotApplicable", "the command is not applicable"),
    ACCOUNT_NOT_EXISTS("AccountNotExists", "the specified account does not exists"),
    DIRECTORY_NOT_EXISTS("DirectoryNotExists", "the specified directory does not exists"),
    BAD_CRON_EXPRESSION("BadCronExpression", "the cron job expression is invalid"),
    CLIENT_NOT_RUNNING("ClientNotRunning", "the aliyun service is not running on the instance"),
    CLIENT_NOT_RESPONSE("ClientNotResponse", "the aliyun service in the instance does not response"),
    CLIENT_IS_UPGRADING("ClientIsUpgrading", "the aliyun service in the instance is upgrading now"),
    CLIENT_NEED_UPGRADE("ClientNeedUpgrade", "the aliyun service in the instance need upgrade"),
    DELIVERY_TIMEOUT("DeliveryTimeout", "the command delivery has been timeout"),
    EXECUTION_TIMEOUT("ExecutionTimeout", "the command execution has been timeout"),
    EXECUTION_EXCEPTION("ExecutionException", "the command execution got an exception"),
    EXECUTION_INTERRUPTED("ExecutionInterrupted", "the command execution has been interrupted"),
    EXIT_CODE_NONZERO("ExitCodeNonzero", "the command execution exit code is not zero"),
    FILE_CREATE_FAIL("FileCreateFail", "the file could not be created"),
    FILE_ALREADY_EXISTS("FileAlreadyExists", "the file exists already and may not be overwritten"),
    FILE_CONTENT_INVALID("FileContentInvalid", "the content of the file is invalid"),
    FILE_NAME_INVALID("FileNameInvalid", "the name of the file is invalid"),
    FILE_PATH_INVALID("FilePathInvalid", "the directory of the file is invalid"),
    FILE_AUTHORITY_INVALID("FileAuthorityInvalid", "the mode of the file is invalid"),
    USER_GROUP_NOT_EXISTS("UserGroupNotExists", "the group of the file does not exist");

    private final String word;
    private final String info;

    ErrorCode(String word, String info) {
        this.word = word;
        this.info = info;
    }

    /** {@code ErrorCode}. */
    public String word() {
        return word;
    }

    /** {@code ErrorInfo} when nothing more is known. */
    public String info() {
        return info;
    }
}
