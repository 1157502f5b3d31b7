/** The environments as the cluster declares them now, compiled, with what their hosts reported. */
@NullMarked
package com.hyperanna.autodeploy.fleet;

import org.jspecify.annotations.NullMarked;
