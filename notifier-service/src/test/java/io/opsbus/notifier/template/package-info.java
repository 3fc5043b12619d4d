/** Tests of templates. */
@NullMarked
package io.opsbus.notifier.template;

import org.jspecify.annotations.NullMarked;
