/** This is what I did: takes the reports of hosts, and writes down what hosts told. */
@NullMarked
package com.hyperanna.autodeploy.intake;

import org.jspecify.annotations.NullMarked;
