/** How the published shape becomes a CustomResourceDefinition when the application is built. */
@NullMarked
package com.hyperanna.autodeploy.crd;

import org.jspecify.annotations.NullMarked;
