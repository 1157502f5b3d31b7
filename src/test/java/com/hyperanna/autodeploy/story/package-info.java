/** The product from outside: the packaged operator as a process, on a real Kubernetes API. */
@NullMarked
package com.hyperanna.autodeploy.story;

import org.jspecify.annotations.NullMarked;
