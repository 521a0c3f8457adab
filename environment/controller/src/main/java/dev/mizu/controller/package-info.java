/** Intent for replicas: compute and storage controllers. */
@NullMarked
package dev.mizu.controller;

import org.jspecify.annotations.NullMarked;
