/** What a command's author allows the values of its parameters to be, and how they reach the script. Pure. */
@NullMarked
package io.opsbus.parameters;

import org.jspecify.annotations.NullMarked;
