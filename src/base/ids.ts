declare const brand: unique symbol
/** A string that cannot be mixed up with another kind of string. */
export type Branded<Name extends string> = string & { readonly [brand]: Name }

export type SessionId = Branded<'SessionId'>
export type TurnId = Branded<'TurnId'>
export type MessageId = Branded<'MessageId'>
export type RequestId = Branded<'RequestId'>
/** WooCommerce's own id. Never what a shopper types: see OrderNumber. */
export type OrderId = Branded<'OrderId'>
/** What the shopper calls the order, without `#`. Plugins change it, so it is not the id. */
export type OrderNumber = Branded<'OrderNumber'>
export type TicketId = Branded<'TicketId'>

/** The one place a plain string becomes an id; the caller has checked its shape. */
export const asId = <B extends Branded<string>>(value: string): B => value as B
