/** The one endpoint clients know. For now it shows a home page and answers every API call with "not found". */
@NullMarked
package io.opsbus.gateway;

import org.jspecify.annotations.NullMarked;
