/** Tests of contacts. */
@NullMarked
package io.opsbus.notifier.contact;

import org.jspecify.annotations.NullMarked;
