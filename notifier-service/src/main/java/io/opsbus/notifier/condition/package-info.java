/** What a rule may ask of an event's content: words, and sentences of words. Pure. */
@NullMarked
package io.opsbus.notifier.condition;

import org.jspecify.annotations.NullMarked;
