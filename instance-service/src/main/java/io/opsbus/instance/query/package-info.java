/** What may be listed and by what it is chosen: the ports of the reads. Every one takes the account. */
@NullMarked
package io.opsbus.instance.query;

import org.jspecify.annotations.NullMarked;
