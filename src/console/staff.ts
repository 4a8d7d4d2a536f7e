/** A colleague, from a verified token alone. `subject` is who they are, `name` how they are called. */
export type Staff = { subject: string; name: string; isAdmin?: boolean }
