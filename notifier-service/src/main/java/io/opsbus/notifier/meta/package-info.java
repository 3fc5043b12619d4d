/** What events there are (API facts 3.6, guide 4.2): names, kinds, levels and words for them. Pure. */
@NullMarked
package io.opsbus.notifier.meta;

import org.jspecify.annotations.NullMarked;
