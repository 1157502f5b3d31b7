/** When is it open, and what becomes due? The maintenance windows of one environment for people and calendar programs. */
@NullMarked
package com.hyperanna.autodeploy.calendar;

import org.jspecify.annotations.NullMarked;
