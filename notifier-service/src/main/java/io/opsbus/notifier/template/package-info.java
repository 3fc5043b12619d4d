/**
 * Templates of text for people: Mustache without anything that could run, leave out escaping or reach beyond the fields there are. What is
 * read here is bounded, whatever it says. Pure.
 */
@NullMarked
package io.opsbus.notifier.template;

import org.jspecify.annotations.NullMarked;
