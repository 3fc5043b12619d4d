/** How values of parameters reach a script without becoming a part of it (guide 2.1; threat 6). Pure. */
@NullMarked
package io.opsbus.invocation.passing;

import org.jspecify.annotations.NullMarked;
