export const stylesheet = `:root { color-scheme: light dark; }
`
