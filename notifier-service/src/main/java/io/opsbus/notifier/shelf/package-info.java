/** What accounts keep here under names of their own: rules, contacts, groups. Pure. */
@NullMarked
package io.opsbus.notifier.shelf;

import org.jspecify.annotations.NullMarked;
