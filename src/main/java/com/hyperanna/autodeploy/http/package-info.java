/** What all HTTP endpoints share: who may ask, what was asked, how it is answered and refused. */
@NullMarked
package com.hyperanna.autodeploy.http;

import org.jspecify.annotations.NullMarked;
