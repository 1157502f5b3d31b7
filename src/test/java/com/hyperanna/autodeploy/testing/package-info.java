/** What tests of several packages share. */
@NullMarked
package com.hyperanna.autodeploy.testing;

import org.jspecify.annotations.NullMarked;
