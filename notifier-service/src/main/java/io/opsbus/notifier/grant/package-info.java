/** What operators allow accounts beyond what everybody may. Pure. */
@NullMarked
package io.opsbus.notifier.grant;

import org.jspecify.annotations.NullMarked;
