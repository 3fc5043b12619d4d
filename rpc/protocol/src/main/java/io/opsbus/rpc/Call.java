package io.opsbus.rpc;

import io.opsbus.rpc.parameter.Parameters;
import java.time.Instant;

/**
 * One authenticated request.
 *
 * @param accountId who asks: the owner of the key that verified, never a parameter
 * @param requestId UUID in upper case; the reply and the logs carry it
 * @param now when the request arrived
 */
public record Call(String accountId, String requestId, Instant now, Parameters parameters) {}
