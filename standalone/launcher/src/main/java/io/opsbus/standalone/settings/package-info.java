/** What an operator sets for {@code up}: the kept file of settings, the names there are, and what differs from another start. */
@NullMarked
package io.opsbus.standalone.settings;

import org.jspecify.annotations.NullMarked;
