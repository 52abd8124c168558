/**
 * What an endpoint is, who may call it, and how JSON goes in and out.
 *
 * <p>Start at {@link dev.satchel.frontend.api.Endpoint} and {@link
 * dev.satchel.frontend.api.Gatekeeper}. The endpoints themselves live in the packages beside this
 * one, a class each; {@link dev.satchel.frontend.service} puts them into route tables. May import
 * the contract, the modules below and {@code http}; no Netty.
 */
@NullMarked
package dev.satchel.frontend.api;

import org.jspecify.annotations.NullMarked;
