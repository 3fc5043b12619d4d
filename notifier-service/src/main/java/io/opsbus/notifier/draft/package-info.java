/** What somebody asks for, not yet checked. Pure. */
@NullMarked
package io.opsbus.notifier.draft;

import org.jspecify.annotations.NullMarked;
