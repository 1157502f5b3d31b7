/** The published shape of the custom resource, version v1alpha1: records and annotations, no behaviour. */
@NullMarked
package com.hyperanna.autodeploy.crd.v1alpha1;

import org.jspecify.annotations.NullMarked;
