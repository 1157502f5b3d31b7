/** What hosts say back, and how it changes what is known of them. */
@NullMarked
package com.hyperanna.autodeploy.report;

import org.jspecify.annotations.NullMarked;
