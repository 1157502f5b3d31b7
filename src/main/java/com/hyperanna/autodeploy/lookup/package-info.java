/** What should I run now? Answers hosts and people from memory. */
@NullMarked
package com.hyperanna.autodeploy.lookup;

import org.jspecify.annotations.NullMarked;
