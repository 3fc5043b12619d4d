package io.opsbus.invocation.query;

import io.opsbus.invocation.status.StatusWord;
import java.util.Optional;

/**
 * Which tasks of a scope, beside what their invocation must be.
 *
 * @param invocation which invocations' tasks
 * @param instance only on this instance; empty for all
 * @param status only those that show this word; empty for all
 * @param history every run of repeated tasks instead of the last one
 */
public record TaskFilter(
        InvocationFilter invocation, Optional<String> instance, Optional<StatusWord> status, boolean history) {}
