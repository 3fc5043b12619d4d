/**
 * Who signed this request: signature v1 (HMAC-SHA1 over parameters) and ACS3-HMAC-SHA256 (over the HTTP request), as pure functions.
 */
@NullMarked
package io.opsbus.rpc.signature;

import org.jspecify.annotations.NullMarked;
