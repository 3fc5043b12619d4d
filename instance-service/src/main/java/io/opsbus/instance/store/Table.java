package io.opsbus.instance.store;

import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.Tags;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The table of one kind of resource.
 *
 * @param idColumn its primary key
 * @param body what a row holds
 */
record Table<I, T>(
        ResourceKind kind,
        String name,
        String idColumn,
        Class<T> body,
        Function<I, String> idText,
        Function<T, Scope> scope,
        Predicate<T> visible,
        Function<T, Tags> tags,
        List<Column<T>> columns) {}
