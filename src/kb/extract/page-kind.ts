import type { PageKind } from '../../contracts/knowledge.ts'
import type { Block } from './blocks.ts'

const POLICY =
  /\b(polic(y|ies)|terms|conditions|privacy|shipping|delivery|returns?|refunds?|warranty|guarantee|payment|imprint|impressum|agb|widerruf|versand|retoure\w*|datenschutz|livraison|retours?|cgv|env[ií]os?|devoluci\w+|garant\w+|spedizion\w*|resi|verzending)\b/i
const FAQ = /\b(faqs?|questions?|h[äa]ufige fragen|preguntas|domande|foire aux questions)\b/i
const HOWTO =
  /\b(how[ -]?to|guides?|manual|care|instructions?|tutorial|anleitung|pflege|entretien|descal\w+|clean\w*|assembl\w+|install\w*)\b/i

/** What sort of page this is, from what it declares, then its address and title, then its shape. */
export function kindOf(page: { url: string; title: string; types: string[]; blocks: Block[] }): PageKind {
  if (page.types.includes('FAQPage')) return 'faq'
  if (page.types.includes('HowTo')) return 'howto'
  if (page.types.some((type) => type === 'Product' || type === 'ProductGroup')) return 'product'
  const path = decodePath(page.url).replace(/[-_/]+/g, ' ')
  const named = `${path} ${page.title}`
  if (/^ ?(product|shop|produkt|produit|producto|prodotto) \S/.test(path)) return 'product'
  if (FAQ.test(named)) return 'faq'
  if (HOWTO.test(named)) return 'howto'
  if (POLICY.test(named)) return 'policy'
  const questions = page.blocks.filter((block) => block.kind === 'heading' && block.text.endsWith('?')).length
  if (questions >= 3) return 'faq'
  if (page.types.some((type) => /Article|BlogPosting/.test(type))) return 'post'
  return /^ ?(blog|news|\d{4}) /.test(path) ? 'post' : 'page'
}

function decodePath(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch {
    // A broken percent sign names no kind; the page is read all the same.
    return ''
  }
}
