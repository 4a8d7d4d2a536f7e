import * as z from 'zod'

export const ROLES = ['shopper', 'staff', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const TOKEN_ISSUER = 'counterhand'
export const TOKEN_AUDIENCE = 'counterhand-edge'
/** The longest life a shopper's token may claim. */
export const TOKEN_MAX_SECONDS = 15 * 60

export const sessionIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

/**
 * What a shopper's token says, minted by the WordPress plugin (or the demo shop) with HS256 and a `kid` header.
 * `sub` is `wp:<customer id>` for a signed-in customer and `anon:<visitor id>` for everyone else.
 * `sid` is the only session the token opens. Times are seconds since the epoch.
 */
export const claimsSchema = z.object({
  iss: z.literal(TOKEN_ISSUER),
  aud: z.literal(TOKEN_AUDIENCE),
  sub: z.string().regex(/^(wp:[1-9]\d{0,18}|anon:[A-Za-z0-9_-]{8,64})$/),
  sid: sessionIdSchema,
  email: z.email().max(254).optional(),
  /** Typed by somebody into an account form. One that cannot be a name is as if it had not been said, and locks nobody out. */
  name: z.string().max(100).optional().catch(undefined),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$/)
    .optional(),
  roles: z.array(z.enum(ROLES)).max(3),
  iat: z.number().int(),
  nbf: z.number().int().optional(),
  exp: z.number().int(),
  jti: z.string().max(64).optional(),
})
export type Claims = z.infer<typeof claimsSchema>
