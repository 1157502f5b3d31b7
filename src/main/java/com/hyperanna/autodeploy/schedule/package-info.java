/** What should run where, from when: releases, time zones, maintenance windows and the decision. */
@NullMarked
package com.hyperanna.autodeploy.schedule;

import org.jspecify.annotations.NullMarked;
