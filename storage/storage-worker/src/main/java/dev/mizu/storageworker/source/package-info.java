/**
 * What the worker needs of an upstream system: records with positions. Connectors stand above and implement
 * {@link dev.mizu.storageworker.source.SourceReader}; nothing here decodes or stores.
 */
@NullMarked
package dev.mizu.storageworker.source;

import org.jspecify.annotations.NullMarked;
