/** Tests of what operators allow. */
@NullMarked
package io.opsbus.notifier.grant;

import org.jspecify.annotations.NullMarked;
