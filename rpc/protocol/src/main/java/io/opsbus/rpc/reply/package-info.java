/**
 * What goes back: a tree of values rendered as JSON or XML, and the error body every client understands.
 */
@NullMarked
package io.opsbus.rpc.reply;

import org.jspecify.annotations.NullMarked;
