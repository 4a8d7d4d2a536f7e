import { raw, type Html } from '../pages/html.ts'

/** Drawn on a 120 × 120 sheet, in six inks that `stylesheet.ts` colours: dark mode repaints them. */
const DRAWINGS: Record<string, string> = {
  'LAMP-JUN': `<circle class="glow" cx="60" cy="52" r="46"/><path class="shade" d="M42 24h36l12 36H30z"/><path class="wood" d="M56 60h8v6c0 6 6 8 6 18 0 8-4 12-10 12s-10-4-10-12c0-10 6-12 6-18z"/><rect class="wood" x="40" y="96" width="40" height="6" rx="3"/>`,
  'LAMP-HER': `<ellipse class="glow" cx="84" cy="76" rx="30" ry="26"/><path class="line" d="M38 98 34 58 70 34" /><circle class="dot" cx="34" cy="58" r="4"/><path class="metal" d="m64 26 22 8 8 22-36-12z"/><path class="shade" d="m58 44 36 12-3 4-34-11z"/><rect class="metal" x="20" y="96" width="38" height="7" rx="3.5"/>`,
  'LAMP-FIR': `<circle class="glow" cx="60" cy="56" r="44"/><path class="shade" d="M36 60a24 24 0 0 1 48 0v12H36z"/><rect class="metal" x="34" y="72" width="52" height="26" rx="8"/><circle class="glint" cx="60" cy="85" r="3"/>`,
  'LAMP-WIL': `<ellipse class="glow" cx="38" cy="62" rx="32" ry="26"/><path class="line" d="M92 104V46C92 22 62 16 44 30"/><path class="shade" d="M30 32h26l10 20H20z"/><rect class="stone" x="74" y="100" width="36" height="8" rx="4"/>`,
  'LAMP-PEB': `<circle class="glow" cx="60" cy="70" r="42"/><path class="shade" d="M24 78c0-18 16-30 38-30s36 14 34 30-16 20-36 20-36-4-36-20z"/><path class="glint-line" d="M38 68c4-8 12-11 20-11"/>`,
  'KET-BRK': `<path class="steam" d="M52 22c-5 6 5 8 0 15M66 18c-5 6 5 8 0 15"/><path class="metal" d="M40 50h36l10 46a6 6 0 0 1-6 7H36a6 6 0 0 1-6-7z"/><path class="metal-line" d="M36 76C20 74 24 54 12 50"/><path class="glint-line" d="M44 58l-5 32"/><path class="wood-line" d="M78 56c22-4 26 28 6 34"/><rect class="wood" x="50" y="42" width="16" height="8" rx="4"/>`,
  'KET-HRT': `<path class="line" d="M36 50C36 16 84 16 84 50"/><path class="leafy" d="M26 64c0-10 14-18 34-18s34 8 34 18l-6 34H32z"/><path class="leafy" d="m30 70-18-12 2-6 20 8z"/><circle class="wood" cx="60" cy="42" r="6"/><path class="glint-line" d="M40 62c6-4 12-5 18-5"/>`,
  'TEA-FRN': `<path class="leafy" d="M30 66c0-14 12-22 30-22s30 8 30 22-12 34-30 34-30-20-30-34z"/><path class="leafy-line" d="M33 76C20 74 20 58 10 56"/><path class="leafy-line" d="M88 58c20-6 22 24-2 26"/><circle class="wood" cx="60" cy="40" r="5"/><path class="glint-line" d="M42 62c5-6 11-8 18-8"/>`,
  'KET-DSC': `<rect class="paper" x="32" y="34" width="56" height="68" rx="4"/><path class="leafy" d="M32 50h56v22H32z"/><path class="glint-line" d="M42 61h36"/><path class="line thin" d="M44 84h32M44 91h20"/><path class="paper" d="m62 36 10-18 20 10-8 16z"/>`,
  'HOM-MOS': `<path class="leafy" d="M24 38c24-8 48 8 72 0v44c-24 8-48-8-72 0z"/><path class="glint-line" d="M24 52c24-8 48 8 72 0M24 67c24-8 48 8 72 0"/><path class="line thin" d="M30 84v12M40 83v12M50 84v12M60 86v12M70 88v12M80 89v12M90 87v12"/>`,
  'HOM-DSK': `<circle class="glow" cx="60" cy="34" r="30"/><path class="flame" d="M60 18c8 10 8 18 0 22-8-4-8-12 0-22z"/><path class="line thin" d="M60 40v10"/><rect class="shade" x="38" y="50" width="44" height="52" rx="6"/><path class="glint-line" d="M45 60v30"/>`,
  'HOM-SIL': `<path class="leafy" d="M44 66C30 60 26 44 30 34c12 4 18 18 14 32zM62 66c-6-16 0-34 8-42 10 12 8 32-8 42zM80 66c0-12 8-22 20-24 0 14-8 22-20 24z"/><path class="clay" d="M20 66h80l-6 34H26z"/><rect class="clay" x="16" y="62" width="88" height="9" rx="4"/>`,
}

/** Decoration: the name beside it says what it is. */
export const artOf = (sku: string): Html =>
  raw(`<svg class="art" viewBox="0 0 120 120" aria-hidden="true" focusable="false">${DRAWINGS[sku] ?? ''}</svg>`)
