/** Where PowerShell, or what it starts, reads again a value that it was given as a variable (threat 6). Pure. */
@NullMarked
package io.opsbus.invocation.passing.powershell;

import org.jspecify.annotations.NullMarked;
