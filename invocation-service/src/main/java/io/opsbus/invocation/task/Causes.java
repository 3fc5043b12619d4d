package io.opsbus.invocation.task;

import io.opsbus.invocation.status.ErrorCode;
import java.util.Map;

/** The agents' words for what went wrong, as the API's (agent facts 10.1, 10.3 and 10.4). */
final class Causes {
    private static final Map<String, ErrorCode> INVALID = Map.of(
            "UsernameOrPasswordInvalid", ErrorCode.ACCOUNT_NOT_EXISTS,
            "workingDirectory", ErrorCode.DIRECTORY_NOT_EXISTS,
            "cron", ErrorCode.BAD_CRON_EXPRESSION,
            "TypeInvalid", ErrorCode.COMMAND_NOT_APPLICABLE);
    private static final Map<String, ErrorCode> FILE_INVALID = Map.of(
            "FileNameInvalid", ErrorCode.FILE_NAME_INVALID,
            "FileExist", ErrorCode.FILE_ALREADY_EXISTS,
            "EmptyFile", ErrorCode.FILE_CONTENT_INVALID,
            "InvalidFileContent", ErrorCode.FILE_CONTENT_INVALID,
            "InvalidSignature", ErrorCode.FILE_CONTENT_INVALID,
            "InvalidFileMode", ErrorCode.FILE_AUTHORITY_INVALID,
            "FileGroupNotExist", ErrorCode.USER_GROUP_NOT_EXISTS,
            "FileOwnerNotExist", ErrorCode.ACCOUNT_NOT_EXISTS);
    private static final int MODE = 3;
    private static final int DIRECTORY = 4;

    private Causes() {}

    static ErrorCode ofInvalid(String parameter) {
        return INVALID.getOrDefault(parameter, ErrorCode.EXECUTION_EXCEPTION);
    }

    static ErrorCode ofFileInvalid(String parameter) {
        return FILE_INVALID.getOrDefault(parameter, ErrorCode.FILE_CREATE_FAIL);
    }

    static ErrorCode ofFile(int code) {
        return switch (code) {
            case MODE -> ErrorCode.FILE_AUTHORITY_INVALID;
            case DIRECTORY -> ErrorCode.FILE_PATH_INVALID;
            default -> ErrorCode.FILE_CREATE_FAIL;
        };
    }
}
