/** The room in which output is sent into an object store over its S3-compatible wire (ADR 22). */
@NullMarked
package io.opsbus.invocation.objectstore;

import org.jspecify.annotations.NullMarked;
