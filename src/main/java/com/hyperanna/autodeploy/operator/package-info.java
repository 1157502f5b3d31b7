/** The loop that writes down what is so: status, conditions, Events. */
@NullMarked
package com.hyperanna.autodeploy.operator;

import org.jspecify.annotations.NullMarked;
