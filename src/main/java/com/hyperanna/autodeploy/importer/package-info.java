/** Brings {@code deployment_schedule.json} into the DeploymentSchedules that exist, and takes out what left the file. */
@NullMarked
package com.hyperanna.autodeploy.importer;

import org.jspecify.annotations.NullMarked;
