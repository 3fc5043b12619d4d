/** What an operator said of hosts, in PostgreSQL. */
@NullMarked
package io.opsbus.instance.store.hosts;

import org.jspecify.annotations.NullMarked;
