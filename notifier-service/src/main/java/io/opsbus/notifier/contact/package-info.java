/** Who is told, and which resources belong together: contacts, contact groups, monitor groups (API facts 2.2). Pure. */
@NullMarked
package io.opsbus.notifier.contact;

import org.jspecify.annotations.NullMarked;
