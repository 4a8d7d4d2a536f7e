/**
 * Counterhand's signed calls, version 1. The edge signs what it asks of the WordPress plugin, the plugin signs what
 * it tells the edge, and each signs its answers. Both directions use this one scheme and the same keys.
 *
 * A request carries four headers:
 *
 *     X-Counterhand-Key:       the id of the key it was signed with
 *     X-Counterhand-Time:      seconds since the epoch, decimal
 *     X-Counterhand-Nonce:     16 to 64 characters of [A-Za-z0-9_-], never used twice with one key
 *     X-Counterhand-Signature: v1=<lower-case hex of HMAC-SHA256(secret, canonical request)>
 *
 * The secret is used as the UTF-8 bytes of the configured string. The canonical request is these seven lines joined
 * by a single LF, with none at the end:
 *
 *     counterhand-request-v1
 *     POST                                      method, upper case
 *     /counterhand/v1/orders/5042/refund        the path, see below
 *     <lower-case hex of SHA-256(raw body)>     of zero bytes when there is no body
 *     1795357848                                X-Counterhand-Time as sent
 *     a8Kq…                                     X-Counterhand-Nonce as sent
 *     edge-2026-11                              X-Counterhand-Key as sent
 *
 * The path of a call to WordPress is the REST route (`WP_REST_Request::get_route()`), without `/wp-json` or
 * `?rest_route=`, so that plain permalinks and sub-directory installs sign alike. The path of a call to the edge is
 * the URL's path. No route reads query parameters: what is not signed is not believed.
 *
 * The receiver checks, in this order: all four headers well formed, key id known, time within 300 s of its own clock
 * on either side, signature (constant-time), then burns the nonce: a unique insert of (key id, nonce) kept for at
 * least 600 s. A nonce is burned only after the signature was found good, so a stranger cannot burn one.
 *
 * An answer to a request whose signature was good carries `X-Counterhand-Key`, `-Time` and `-Signature`, made over
 *
 *     counterhand-response-v1
 *     200                                       status, decimal
 *     <lower-case hex of SHA-256(raw body)>
 *     1795357849                                X-Counterhand-Time of the answer
 *     a8Kq…                                     the nonce of the request: an answer fits one question only
 *     edge-2026-11                              X-Counterhand-Key of the answer
 *
 * A request that failed these checks is answered 401 with `{"code": <SignatureRefusal reason>}`, unsigned. Each side
 * holds at most two live keys: it signs requests with the first, accepts either, and answers with the key it was
 * asked with. That is how keys rotate: add the new one as second on both sides, swap, then remove the old.
 */
export const KEY_HEADER = 'X-Counterhand-Key'
export const TIME_HEADER = 'X-Counterhand-Time'
export const NONCE_HEADER = 'X-Counterhand-Nonce'
export const SIGNATURE_HEADER = 'X-Counterhand-Signature'

export const REQUEST_LABEL = 'counterhand-request-v1'
export const RESPONSE_LABEL = 'counterhand-response-v1'
export const WINDOW_SECONDS = 300
/** Twice the window: a request signed with a fast clock is still remembered when its time comes. */
export const NONCE_KEEP_SECONDS = 600
/** Shorter secrets are refused at start. */
export const SECRET_MIN_CHARS = 32

export const KEY_ID_PATTERN = /^[A-Za-z0-9._-]{1,64}$/
export const NONCE_PATTERN = /^[A-Za-z0-9_-]{16,64}$/
export const TIME_PATTERN = /^\d{1,12}$/
export const SIGNATURE_PATTERN = /^v1=[0-9a-f]{64}$/

export type CallKey = { id: string; secret: string }
/** One or two live keys; requests are signed with the first. */
export type CallKeys = readonly [CallKey, ...CallKey[]]

/** For the log and the `code` of a 401. */
export type SignatureRefusal =
  | { reason: 'unsigned' }
  | { reason: 'malformed' }
  | { reason: 'unknown_key' }
  | { reason: 'stale'; skewSeconds: number }
  | { reason: 'bad_signature' }
  | { reason: 'replayed' }
